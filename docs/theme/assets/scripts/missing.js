/* On the page for what is not found: keeps the section in the language of the address, or of the reader.
   The frame around it is in one language only, so it is left out for the others. */
(() => {
  const page = document.documentElement;
  const sections = [...document.querySelectorAll("section.missing")];
  const known = (tag) => sections.find((section) => section.lang === tag || section.lang === tag.split("-")[0]);
  const chosen = location.pathname.split("/").map(known).find(Boolean) || navigator.languages.map(known).find(Boolean) || sections[0];
  for (const section of sections) section.hidden = section !== chosen;
  document.title = chosen.querySelector("h2").textContent;
  if (chosen.lang === page.lang) return;
  for (const part of document.querySelectorAll(".atd-skip, .atd-header, .atd-footer")) part.hidden = true;
  page.lang = chosen.lang;
  document.body.dir = chosen.dir;
})();
