// Moves the crops below an image while its focal point is drawn. The arithmetic is Wagtail's (FillOperation).
(() => {
  const section = document.querySelector("[data-image-crops]");
  const chooser = document.querySelector(".focal-point-chooser");
  if (!section || !chooser) return;
  const size = { x: Number(section.dataset.width), y: Number(section.dataset.height) };

  const read = (name) => {
    const value = document.querySelector(`input.focal_point_${name}`).value;
    return value === "" ? null : Number(value);
  };

  const saved = () => {
    const [x, y] = [read("x"), read("y")];
    if (x === null || y === null) return { x: size.x / 2, y: size.y / 2, width: 0, height: 0 };
    return { x, y, width: read("width") || 0, height: read("height") || 0 };
  };

  // The fields change when the mouse is let go; until then only the chooser knows the box that is being drawn.
  const drawn = () => {
    if (!window.jcropapi?.ui.selection.is(":visible")) return null;
    const { x, y, x2, y2, w, h } = window.jcropapi.tellSelect();
    return w && h ? { x: (x + x2) / 2, y: (y + y2) / 2, width: w, height: h } : null;
  };

  // Where a cut of the given length lies between 0 (left or top) and 1, with the whole focal area in it if it fits.
  const share = (whole, cut, middle, length) => {
    if (whole <= cut) return 0.5;
    let start = middle - (middle / whole) * cut;
    start = Math.min(start, middle - length / 2);
    start = Math.max(start, middle + length / 2 - cut);
    return Math.min(Math.max(start / (whole - cut), 0), 1);
  };

  const move = () => {
    const point = drawn() ?? saved();
    for (const image of section.querySelectorAll("[data-crop]")) {
      const [width, height] = image.dataset.crop.split(":").map(Number);
      const cut = Math.min(size.x, (size.y * width) / height);
      const left = share(size.x, cut, point.x, point.width);
      const top = share(size.y, (cut * height) / width, point.y, point.height);
      image.style.objectPosition = `${(100 * left).toFixed(1)}% ${(100 * top).toFixed(1)}%`;
    }
  };

  // The chooser writes into hidden fields without an event and keeps those of the mouse, so look before they reach it.
  for (const event of ["mousemove", "mouseup", "touchmove", "touchend", "click", "keyup"]) {
    document.addEventListener(event, () => setTimeout(move), { capture: true, passive: true });
  }
})();
