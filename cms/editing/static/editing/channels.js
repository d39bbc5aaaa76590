// The Channels panel: counts words while they are written, shows the generated text, and explains changed clocks.
(() => {
  const NEAR = 0.9;
  const PAUSE = 600;
  const { measure, trimmed, offsets, nearest, written } = window.editing;

  const timers = new WeakMap();
  const later = (key, act) => {
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(act, PAUSE));
  };

  const announce = (plan, message) => {
    const name = plan.querySelector(".plan__name").textContent.trim();
    const place = plan.closest(".plans").querySelector("[data-plans-announcement]");
    place.textContent = message ? `${name}: ${message}` : "";
  };

  // What the channel adds counts, too: Telegram's messages end with the address of the page.
  const used = (field) => {
    const text = trimmed(field.value);
    const { link, unit } = field.dataset;
    return measure(text && link && !text.includes(link) ? `${text}\n\n${link}` : text, unit);
  };

  const count = (field, { quietly = false } = {}) => {
    const plan = field.closest("[data-plan]");
    const { near, over } = plan.closest(".plans").dataset;
    const maximum = Number(field.dataset.maximum);
    const number = used(field);
    const counter = plan.querySelector("[data-plan-count]");
    counter.querySelector("[data-plan-used]").textContent = number;
    counter.classList.toggle("plan__count--near", number > NEAR * maximum && number <= maximum);
    counter.classList.toggle("plan__count--over", number > maximum);
    plan.querySelector("[data-plan-generated]").hidden = trimmed(field.value) !== "";
    if (quietly) return;
    const message = number > maximum ? over.replace("{number}", number - maximum) : near.replace("{number}", maximum - number);
    later(field, () => announce(plan, number > NEAR * maximum ? message : ""));
  };

  const show = async (field) => {
    const plan = field.closest("[data-plan]");
    const text = plan.querySelector("[data-plan-text]");
    const button = plan.querySelector("[data-plan-take]");
    if (!field.dataset.generated || text.dataset.state === "asking") return;
    text.dataset.state = "asking";
    const { empty, failed } = plan.closest(".plans").dataset;
    try {
      const response = await fetch(field.dataset.generated, { headers: { Accept: "application/json" } });
      const answer = await response.json();
      text.textContent = answer.text || answer.problem || empty;
      button.disabled = !answer.text;
      button.dataset.text = answer.text || "";
    } catch {
      text.textContent = failed;
    }
    text.dataset.state = "shown";
  };

  const take = (button) => {
    const field = button.closest("[data-plan]").querySelector("[data-plan-words]");
    field.value = button.dataset.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  };

  const checkTime = (field) => {
    const plan = field.closest("[data-plan]");
    const { zone } = field.dataset;
    const found = field.value ? offsets(field.value.slice(0, 16), zone) : null;
    const problem = plan.querySelector("[data-plan-time-problem]");
    const twice = plan.querySelector("[data-plan-twice]");
    problem.hidden = !found || found.length > 0;
    twice.hidden = !found || found.length < 2;
    plan.querySelector("[data-plan-offset]").textContent = found?.length === 1 ? `(${written(found[0])})` : "";
    if (!problem.hidden) {
      const [before, after] = nearest(field.value.slice(0, 16), zone);
      const { missing } = plan.closest(".plans").dataset;
      problem.textContent = missing.replace("{before}", before).replace("{after}", after);
      announce(plan, problem.textContent);
    }
    twice.querySelectorAll("[data-plan-hour-offset]").forEach((place, index) => {
      place.textContent = found?.length === 2 ? `(${written(found[index])})` : "";
    });
  };

  const isShown = (element) => element.getClientRects().length > 0;

  // Asked for when it can be seen, and again when it comes into sight after a draft was saved.
  const watch = new IntersectionObserver((entries) => {
    entries
      .filter((entry) => entry.isIntersecting && isShown(entry.target))
      .forEach((entry) => show(entry.target.closest("[data-plan]").querySelector("[data-plan-words]")));
  });

  const start = () => {
    document.querySelectorAll("[data-plan-words]").forEach((field) => {
      count(field, { quietly: true });
      watch.observe(field.closest("[data-plan]").querySelector("[data-plan-generated]"));
    });
    document.querySelectorAll("[data-plan-time]").forEach(checkTime);
    document.addEventListener("input", ({ target }) => {
      if (target.matches("[data-plan-words]")) count(target);
      if (target.matches("[data-plan-time]")) checkTime(target);
    });
    document.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-plan-take]");
      if (button) take(button);
    });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
