/* Offers a page in the reader's language, once; nothing is sent anywhere. */
(() => {
  const KEY = "atd-language-offer";
  const page = document.documentElement.lang;
  const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (value) => { try { localStorage.setItem(KEY, value); } catch { /* private window: ask again */ } };
  const same = (tag, code) => tag.toLowerCase() === code.toLowerCase() || tag.split("-")[0] === code;

  const wanted = (navigator.languages || [navigator.language || ""]).find(
    (tag) => same(tag, page) || document.querySelector(`.atd-offers [lang="${CSS.escape(tag.split("-")[0])}"]`),
  );
  if (!wanted || same(wanted, page) || remembered()) return;
  const code = wanted.split("-")[0];
  const link = document.querySelector(`.atd-menu-languages a[hreflang="${CSS.escape(code)}"]`);
  const offer = document.querySelector(`.atd-offers [lang="${CSS.escape(code)}"]`);
  if (!link || !offer || link.dataset.available === "no") return;

  offer.querySelector("a").href = link.href;
  offer.querySelector("button").addEventListener("click", () => { remember("closed"); offer.parentElement.hidden = true; });
  offer.hidden = offer.parentElement.hidden = false;
})();
