// Copy buttons tell that they copied, to those who see and to those who listen.
(() => {
  const SHOWN = 2500;
  const post = document.querySelector("[data-copied]");
  const announcement = post.querySelector("[data-copy-announcement]");

  // Only addresses with https may write to the clipboard; elsewhere the text is selected for the person.
  const copy = async (source) => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(source);
      return document.execCommand("copy");
    }
  };

  const tell = (label, said) => {
    label.dataset.name ??= label.textContent;
    label.textContent = said;
    announcement.textContent = `${said}: ${label.dataset.name}`;
    clearTimeout(label.timer);
    label.timer = setTimeout(() => {
      label.textContent = label.dataset.name;
      announcement.textContent = "";
    }, SHOWN);
  };

  post.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const hasCopied = await copy(document.getElementById(button.dataset.copy));
    tell(button.querySelector("[data-copy-label]"), hasCopied ? post.dataset.copied : post.dataset.failed);
  });
})();
