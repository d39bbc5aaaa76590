// Gives the field in which tags are typed the name of the field that it stands for and that Wagtail hides.
(() => {
  const name = (list) => {
    const label = document.querySelector(`label[for="${list.previousElementSibling?.id}"]`);
    if (label?.id) list.querySelector(".tagit-new input")?.setAttribute("aria-labelledby", label.id);
  };
  const all = (root) => root.querySelectorAll("ul.tagit").forEach(name);

  document.addEventListener("DOMContentLoaded", () => {
    all(document);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && all(node.parentElement ?? node));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
