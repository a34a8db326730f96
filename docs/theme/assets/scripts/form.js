/* The form is made of modules, which browsers do not load from files; there the page says so. */
(() => {
  const { words } = window.atd;
  const form = document.querySelector("form.contribution");
  const modules = new URL("form/desk.js", document.currentScript.src).href;
  if (location.protocol === "file:") { words.notice("local", true); return; }
  form.hidden = false;
  import(modules).then(({ start }) => start(form)).catch((error) => {
    words.notice("broken", true);
    console.error(error);
  });
})();
