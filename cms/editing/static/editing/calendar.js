// Dragging is a shortcut for the form behind "Move": dropping an entry on a day sends that form with the day.
const form = document.getElementById("calendar-drop");
let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-move]");
  if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.move);
});

document.addEventListener("dragend", () => {
  dragged = null;
  document.querySelectorAll(".is-target").forEach((cell) => cell.classList.remove("is-target"));
});

document.querySelectorAll("td[data-day]").forEach((cell) => {
  cell.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    cell.classList.add("is-target");
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("is-target"));
  cell.addEventListener("drop", (event) => {
    if (!dragged || dragged.closest("td") === cell) return;
    event.preventDefault();
    form.action = dragged.dataset.move;
    form.elements.day.value = cell.dataset.day;
    form.elements.clock.value = dragged.dataset.clock;
    form.submit();
  });
});
