/* The document that a brief becomes: on the screen, on paper and as a file of its own. */
window.atd.paper = (() => {
  const { words, parts } = window.atd;
  const { make, say } = words;
  const STYLESHEET = new URL("../brief-file.css", document.currentScript.src).href;
  const LONG = 5; // with so many parts an entry fills pages, so each starts on a new one
  const template = (name) => document.importNode(document.getElementById(name).content, true);

  /** What the author wrote about an entry; empty until fill() puts it in. */
  function note(entry) {
    const box = template("brief-note").firstElementChild;
    box.dataset.mark = entry.mark;
    return box;
  }

  function notices(entry) {
    const all = entry.notices();
    all.forEach((notice) => notice.querySelectorAll("a").forEach((link) => link.remove()));
    return all;
  }

  /** One entry: its class and its notices always come first, its limits are always there. */
  function chapter(entry, chosen) {
    const body = make("div");
    const summary = chosen.includes("summary") ? [entry.part("summary"), entry.part("why")] : [];
    const sections = chosen.filter((name) => name !== "summary").map(entry.section).filter(Boolean);
    body.append(...summary.filter(Boolean), ...sections);
    parts.lower(body, 2);
    const closing = [entry.part("checked"), " ", make("span", { dir: "ltr" }, entry.permanent), " ", entry.part("territory")];
    return make("section", { class: "brief-chapter", "aria-labelledby": `entry--${entry.id}` },
      make("header", {},
        make("h3", { id: `entry--${entry.id}`, tabindex: "-1" }, ...entry.title()),
        entry.part("meta") || "", ...notices(entry), note(entry)),
      ...body.childNodes,
      make("p", { class: "brief-address" }, ...closing.filter(Boolean)));
  }

  /** Put the author's words in; they are text and nothing else. */
  function fill(target, brief) {
    target.querySelector(".brief-title").textContent = brief.title.trim() || say("untitled");
    for (const box of target.querySelectorAll("[data-words]")) {
      const text = (box.dataset.words === "note" ? brief.notes[box.dataset.mark] : brief.introduction) || "";
      box.lastElementChild.textContent = text.trim();
      box.hidden = !text.trim();
    }
  }

  /** Make the whole document anew. */
  function draw(target, brief, entries) {
    const paper = template("brief-document");
    paper.querySelector(".brief-date").textContent = words.date(new Date());
    paper.querySelector(".brief-contents").append(...entries.map((entry) => make("li", {},
      make("a", { href: `#entry--${entry.id}` }, ...entry.title()), " ", entry.badge())));
    paper.querySelector(".brief-chapters").append(...entries.map((entry) => chapter(entry, brief.parts)));
    target.replaceChildren(paper);
    target.classList.toggle("long", brief.parts.length > LONG);
    parts.closeLinks(target);
    fill(target, brief);
  }

  /** Lead links to this copy of the site to its public address, for readers elsewhere. */
  function publish(root) {
    const common = document.getElementById("words").dataset.root;
    const [here, there] = [location.href, document.getElementById("words").dataset.address].map((base) => new URL(common, base).href);
    for (const link of root.querySelectorAll("a[href]")) {
      if (link.href.startsWith(here) && !link.getAttribute("href").startsWith("#")) link.href = there + link.href.slice(here.length);
    }
  }

  /** Hand the document to the browser as one file that needs nothing else and runs nothing. */
  async function save(target) {
    const style = await (await fetch(STYLESHEET)).text();
    const body = target.cloneNode(true);
    body.querySelectorAll("[hidden]").forEach((element) => element.remove());
    parts.lower(body, -1);
    publish(body);
    const file = document.implementation.createHTMLDocument(body.querySelector("h1").textContent);
    file.documentElement.lang = document.documentElement.lang;
    file.body.dir = document.body.dir;
    file.head.prepend(
      make("meta", { charset: "utf-8" }),
      make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      make("meta", { "http-equiv": "Content-Security-Policy", content: "default-src 'none'; style-src 'unsafe-inline'" }),
    );
    file.body.append(...body.childNodes);
    // As an element the style would fall under this page's policy, though it is meant for another.
    const html = file.documentElement.outerHTML.replace("</head>", () => `<style>\n${style}</style></head>`);
    const address = URL.createObjectURL(new Blob(["<!doctype html>\n", html], { type: "text/html" }));
    make("a", { href: address, download: `brief-${new Date().toISOString().slice(0, 10)}.html` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  return { draw, fill, save };
})();
