// Counts as cms/measure.py does: composed first (NFC), then in the unit that a channel counts in.
(() => {
  const WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

  const ADDRESS = new RegExp(`https?://${WHITE.source.replace("[", "[^")}`, "gu");

  const UNITS = {
    utf16: (text) => text.length,
    code_points: (text) => Array.from(text).length,
    graphemes: (text) => Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)).length,
    bytes: (text) => new TextEncoder().encode(text).length,
    links_as_23: (text) => UNITS.graphemes(text.replace(ADDRESS, "x".repeat(23))),
    items: (text) => text.split(WHITE).filter(Boolean).length,
  };

  const EDGES = new RegExp(`^${WHITE.source}|${WHITE.source}$`, "gu");

  // What is sent has no space at its ends.
  const trimmed = (text) => text.replace(EDGES, "");

  const measure = (text, unit) => UNITS[unit](text.normalize("NFC"));

  window.editing = { ...window.editing, measure, trimmed };
})();
