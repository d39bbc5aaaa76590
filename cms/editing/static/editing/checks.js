// Shows what the checks find in the latest draft, and asks again after each save.
(() => {
  // Channels draw slides and set leaflets to answer, so they are asked when the editor pauses.
  const PAUSE = 2000;

  const fill = async (place, address, failed) => {
    if (!place) return;
    try {
      const response = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!response.ok) throw new Error(response.statusText);
      place.innerHTML = await response.text();
    } catch {
      place.textContent = failed;
    }
  };

  const start = (panel) => {
    const { address, failed } = panel.dataset;
    if (!address) return;
    let waiting;
    const look = () => {
      fill(panel.querySelector("[data-checks-content]"), address, failed);
      clearTimeout(waiting);
      waiting = setTimeout(
        () => fill(panel.querySelector("[data-checks-channels]"), `${address}?channels=1`, failed),
        PAUSE,
      );
    };
    document.addEventListener("w-autosave:success", look);
    look();
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-checks]").forEach(start));
})();
