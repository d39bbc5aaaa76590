// Counts the characters of alt texts below their fields, in forms that are there and in those that come later.
(() => {
  const count = (field) => {
    let shown = field.parentElement.querySelector(".alt-text-count");
    if (!shown) {
      shown = document.createElement("span");
      shown.className = "alt-text-count";
      field.after(shown);
    }
    const number = [...new Intl.Segmenter().segment(field.value)].length;
    shown.textContent = field.dataset.altCount.replace("{count}", number);
  };
  const all = (root) => root.querySelectorAll("[data-alt-count]").forEach(count);

  document.addEventListener("input", ({ target }) => target.matches?.("[data-alt-count]") && count(target));
  document.addEventListener("DOMContentLoaded", () => {
    all(document);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && all(node));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
