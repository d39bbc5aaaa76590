// Lets a click on "Save" wait for the saving that Wagtail has begun by itself.
//
// Two savings of one new page make two pages, of which the second is refused, as its slug is taken.
(() => {
  const saving = new WeakSet();
  const waiting = new WeakMap();

  // A button that is busy by now would not be sent along, and "Publish" would become "Save".
  const submit = (form, submitter) => {
    if (submitter?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(pressed);
    }
    form.requestSubmit();
  };

  const ended = ({ target }) => {
    saving.delete(target);
    if (!waiting.has(target)) return;
    const submitter = waiting.get(target);
    waiting.delete(target);
    submit(target, submitter);
  };

  document.addEventListener("w-autosave:save", ({ target }) => saving.add(target));
  document.addEventListener("w-autosave:success", ended);
  document.addEventListener("w-autosave:error", ended);
  document.addEventListener(
    "submit",
    (event) => {
      if (!saving.has(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting.set(event.target, event.submitter);
    },
    { capture: true },
  );
})();
