/* Fetches the pages of entries from this site and takes from them what is marked with data-part
   and data-section. What is taken keeps its language and direction; its ids get the name of the
   entry in front, and its links work from any page. */
window.atd.parts = (() => {
  const ID = /^[a-z0-9-]+$/;
  const LABEL = "[data-label], dt, th, h2, h3";
  const loaded = new Map();

  /** Read the ids in an address such as ?p=a,b; null when it names none. */
  function fromAddress(search) {
    const given = new URLSearchParams(search).get("p");
    return given === null ? null : [...new Set(given.split(",").filter((id) => ID.test(id)))];
  }

  /** Load an entry once, as "collection/id"; one that cannot be shown has a problem. */
  function load(mark) {
    const root = new URL(document.getElementById("words").dataset.root, location.href);
    if (!loaded.has(mark)) loaded.set(mark, fetchEntry(mark, new URL(`${mark}/`, root).href));
    return loaded.get(mark);
  }

  async function fetchEntry(mark, address) {
    const id = mark.split("/")[1];
    if (location.protocol === "file:") return { mark, id, address, problem: "local" };
    try {
      const answer = await fetch(address);
      if (!answer.ok) return { mark, id, address, problem: answer.status < 500 ? "missing" : "unreachable" };
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-standing]")) return { mark, id, address, problem: "missing" };
      settle(page, id, address);
      return entry(mark, id, address, page);
    } catch {
      loaded.delete(mark); // the line may be back when it is asked for again
      return { mark, id, address, problem: "unreachable" };
    }
  }

  /** Make ids and links fit for another page. */
  function settle(page, id, address) {
    page.querySelectorAll("script, style, template, button").forEach((element) => element.remove());
    page.querySelectorAll("[id]").forEach((element) => { element.id = `${id}--${element.id}`; });
    for (const link of page.querySelectorAll("a[href]")) {
      const target = new URL(link.getAttribute("href"), address);
      if (!/^(https?|mailto):$/.test(target.protocol)) link.removeAttribute("href");
      else if (target.hash && target.href.startsWith(`${address}#`)) {
        link.dataset.away = target.href;
        link.setAttribute("href", `#${id}--${target.hash.slice(1)}`);
      } else link.href = target.href;
    }
  }

  function entry(mark, id, address, page) {
    const find = (name) => page.querySelector(`[data-part="${name}"]`);
    const copy = (element) => element && document.importNode(element, true);
    const title = page.querySelector("article h1");
    return {
      mark, id, address,
      standing: page.querySelector("[data-standing]").dataset.standing,
      permanent: find("address")?.textContent || address,
      /** The title as nodes, so that its language stays marked. */
      title: () => [...copy(title).childNodes],
      name: title.textContent.trim(),
      badge: () => copy(page.querySelector("[data-part=meta] .badge")) || "",
      part: (name) => copy(find(name)),
      section: (name) => copy(page.querySelector(`[data-section="${name}"]`)),
      notices: () => [...page.querySelectorAll("[data-part=notice]")].map(copy),
      rows: () => [...page.querySelectorAll("[data-part]")].map((part) => part.dataset.part),
      label: (name) => find(name)?.querySelector(LABEL)?.textContent.replace(/\s*[:：]\s*$/, ""),
      value: (name) => value(copy(find(name))),
    };
  }

  /** What a part says, without its label and without parts inside it. */
  function value(part) {
    if (!part) return null;
    part.querySelector(LABEL)?.remove();
    part.querySelectorAll("[data-part]").forEach((inner) => inner.remove());
    const content = document.createDocumentFragment();
    content.append(...(part.querySelector(":scope > dd, :scope > td") || part).childNodes);
    return content;
  }

  /** Lead links inside a document to the pages themselves where their target was not taken along. */
  function closeLinks(root) {
    for (const link of root.querySelectorAll("a[data-away]")) {
      if (!root.querySelector(`#${CSS.escape(link.hash.slice(1))}`)) link.href = link.dataset.away;
      delete link.dataset.away;
    }
  }

  /** Lower headings by some steps, or raise them when negative. */
  function lower(root, steps) {
    for (const heading of root.querySelectorAll("h1, h2, h3, h4, h5")) {
      const other = document.createElement(`h${Math.min(6, Math.max(1, Number(heading.localName[1]) + steps))}`);
      for (const { name, value: given } of heading.attributes) other.setAttribute(name, given);
      other.append(...heading.childNodes);
      heading.replaceWith(other);
    }
  }

  return { ID, fromAddress, load, closeLinks, lower };
})();
