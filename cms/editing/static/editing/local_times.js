// Finds out, as cms/pages/local_times.py does, whether clocks of a zone show a time once, twice or never.
(() => {
  const HOUR = 3600000;
  const DAY = 24 * HOUR;

  // Minutes east of Greenwich that hold in the zone at a moment.
  const offsetAt = (moment, zone) => {
    const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(moment);
    const name = parts.find((part) => part.type === "timeZoneName").value;
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
    return sign ? (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes)) : 0;
  };

  const written = (offset) => {
    const digits = (number) => String(number).padStart(2, "0");
    const size = Math.abs(offset);
    return `UTC${offset < 0 ? "-" : "+"}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
  };

  // The offsets under which the wall time exists: one as a rule, none or two where clocks are changed.
  const offsets = (wall, zone) => {
    const asUTC = Date.parse(`${wall}Z`);
    if (Number.isNaN(asUTC)) return null;
    const candidates = new Set([offsetAt(asUTC - DAY, zone), offsetAt(asUTC + DAY, zone)]);
    return [...candidates].filter((offset) => offsetAt(asUTC - offset * 60000, zone) === offset).sort((a, b) => b - a);
  };

  // The last minute before and the first after a time that does not exist, as hours and minutes.
  const nearest = (wall, zone) => {
    const start = Date.parse(`${wall}Z`);
    const search = (step) => {
      for (let count = 1; count <= 1440; count += 1) {
        const time = new Date(start + step * count * 60000).toISOString().slice(0, 16);
        if (offsets(time, zone).length) return time.slice(11);
      }
      return "";
    };
    return [search(-1), search(1)];
  };

  window.editing = { ...window.editing, offsets, nearest, written };
})();
