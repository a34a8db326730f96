/* The words that a page brings along for its scripts, in the element #words: sentences with
   {places} to fill in, announcements, and numbers and dates as the page's language writes them. */
window.atd.words = (() => {
  const sentences = document.getElementById("words").dataset;
  const status = document.getElementById("status");
  const numbers = new Intl.NumberFormat(sentences.locale);
  const dates = new Intl.DateTimeFormat(sentences.locale, { dateStyle: "long" });

  /** Make an element; properties whose value is null or undefined are left out. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Give the sentence of a name, its places filled once; what fills them is never read again. */
  function say(name, values = {}) {
    return sentences[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** Tell people who cannot see the page what changed. */
  function announce(text) {
    status.textContent = "";
    requestAnimationFrame(() => { status.textContent = text; });
  }

  /** Show one of the page's notices, or hide it. */
  function notice(name, shown) {
    document.querySelector(`[data-notice="${name}"]`).hidden = !shown;
  }

  /** Say beside the buttons what came of pressing one. */
  function tell(text) { document.querySelector("[data-told]").textContent = text; }

  /** Copy a link, or show it for copying by hand where the browser does not allow it. */
  async function copy(link) {
    const field = document.querySelector("[data-link]");
    let copied = true;
    try { await navigator.clipboard.writeText(link); } catch { copied = false; }
    field.hidden = copied;
    field.querySelector("input").value = link;
    if (!copied) field.querySelector("input").select();
    tell(say(copied ? "copied" : "copyYourself"));
  }

  /** Let the links to other languages lead to the same choice of entries. */
  function keepInEveryLanguage() {
    for (const link of document.querySelectorAll(".atd-languages a, .atd-offers a[href]:not([href=''])")) {
      link.search = location.search;
      link.hash = location.hash;
    }
  }

  return { make, say, announce, notice, tell, copy, keepInEveryLanguage, number: numbers.format, date: dates.format };
})();
