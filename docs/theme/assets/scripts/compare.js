/* Shows two to four practices side by side. What is compared stands in the address. */
(() => {
  const { words, parts, picks } = window.atd;
  const { make, say } = words;
  const MOST = 4;
  const APART = new Set(["meta", "notice", "checked", "address", "territory"]);
  const table = document.querySelector(".comparison");
  // On a telephone the rows are laid out as blocks, and a table that is not laid out as one loses its meaning.
  table.setAttribute("role", "table");
  const moves = document.getElementById("column-moves").content;
  let entries = [];

  /** All names of rows in the order of the pages: what only one page has comes after what precedes it there. */
  function rowNames() {
    const names = [];
    for (const entry of entries) {
      let place = 0;
      for (const name of entry.rows()) {
        const found = names.indexOf(name);
        if (found >= 0) place = found + 1;
        else if (!APART.has(name)) names.splice(place++, 0, name);
      }
    }
    return names;
  }

  const context = (entry) => (entry.standing === "context" || entry.standing === "withdrawn" ? "context" : null);

  function header(entry, position) {
    const warning = context(entry) && entry.notices().map((notice) => notice.querySelector("strong")).find(Boolean);
    const own = document.importNode(moves, true).firstElementChild;
    for (const button of own.querySelectorAll("button")) button.lastElementChild.append(entry.name);
    own.querySelector("[name=earlier]").disabled = position === 0;
    own.querySelector("[name=later]").disabled = position === entries.length - 1;
    const badge = entry.badge();
    // Screen readers repeat the header in every cell, so its buttons are left out of its name.
    const name = [entry.name, badge.textContent, warning?.textContent].filter(Boolean).join(". ");
    const cell = make("th", { scope: "col", role: "columnheader", class: context(entry), "data-id": entry.id, "aria-label": name },
      own, make("a", { href: entry.address }, ...entry.title()), " ", badge);
    if (warning) cell.append(" ", make("strong", { class: "warning" }, ...warning.childNodes));
    return cell;
  }

  /** Notices of the page; the sentence that stands in the header of the column already is left out. */
  function notices(entry) {
    const all = entry.notices();
    if (context(entry)) all.forEach((notice) => notice.querySelector("strong")?.remove());
    return all.length ? make("div", {}, ...all.flatMap((notice) => [...notice.children])) : null;
  }

  /** The number of sources, and when they were last looked at. */
  function sources(entry) {
    const list = entry.part("sources");
    if (!list) return null;
    const number = words.number(list.querySelectorAll("ol.sources > li").length);
    const checked = entry.part("checked") || "";
    return make("p", {}, make("a", { href: `${entry.address}#sources` }, number), " · ", checked);
  }

  function row(label, values, nothing = "") {
    const plain = values.map((value) => (value ? value.textContent.replace(/\s+/g, " ").trim() : ""));
    const same = entries.length > 1 && plain.every((text) => text === plain[0]);
    const cells = values.map((value, position) => {
      const entry = entries[position];
      const whose = make("div", { class: "whose" }, ...entry.title(), " ", context(entry) ? entry.badge() : "");
      return make("td", { role: "cell", class: context(entry) }, whose,
        value || make("span", { class: "quiet" }, nothing));
    });
    return make("tr", { role: "row", "data-same": same ? "" : null },
      make("th", { scope: "row", role: "rowheader" }, label), ...cells);
  }

  function rows() {
    const own = { summary: say("summary"), liberty_note: say("libertyNote") };
    const made = rowNames().map((name) => {
      const label = own[name] || entries.map((entry) => entry.label(name)).find(Boolean) || "";
      return row(label, entries.map((entry) => (name === "sources" ? sources(entry) : entry.value(name))), say("nothing"));
    });
    const warned = entries.map(notices);
    return warned.some(Boolean) ? [row(say("notices"), warned), ...made] : made;
  }

  function draw() {
    words.notice("one", entries.length === 1);
    document.querySelector(".comparing").hidden = !entries.length;
    table.replaceChildren(
      make("thead", { role: "rowgroup" },
        make("tr", { role: "row" }, make("td", { role: "cell" }), ...entries.map(header))),
      make("tbody", { role: "rowgroup" }, ...(entries.length ? rows() : [])),
    );
    parts.closeLinks(table);
    words.keepInEveryLanguage();
  }

  /** Draw again after a change, with the focus where the reader left it. */
  function change(next, focusOn, name) {
    entries = next;
    history.replaceState(null, "", entries.length ? `?p=${entries.map((entry) => entry.id)}` : location.pathname);
    ["picked", "many"].forEach((notice) => words.notice(notice, false));
    words.notice("none", !entries.length);
    draw();
    const column = focusOn && table.querySelector(`th[data-id="${focusOn.id}"]`);
    const target = column && (column.querySelector(`[name=${name}]:enabled`) || column.querySelector("button:enabled"));
    (target || document.getElementById("content")).focus();
  }

  table.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const at = entries.findIndex((entry) => entry.id === button.closest("th").dataset.id);
    const entry = entries[at];
    const others = entries.filter((other) => other !== entry);
    if (button.name === "remove") {
      change(others, others[Math.min(at, others.length - 1)], "remove");
      words.announce(say("removed", { title: entry.name }));
    } else {
      const to = at + (button.name === "earlier" ? -1 : 1);
      change([...others.slice(0, to), entry, ...others.slice(to)], entry, button.name);
      const [number, total] = [to + 1, entries.length].map(words.number);
      words.announce(say("moved", { title: entry.name, number, total }));
    }
  });
  document.querySelector("[name=same]").addEventListener("change", (event) => {
    table.classList.toggle("dim", event.target.checked);
  });
  document.querySelector("[name=copy]").addEventListener("click", () => {
    words.copy(new URL(`?p=${entries.map((entry) => entry.id)}`, location.href).href);
  });

  async function start() {
    const named = parts.fromAddress(location.search);
    const marks = named ? named.map((id) => `practices/${id}`) : picks.list().filter((mark) => mark.startsWith("practices/"));
    words.notice("loading", marks.length > 0);
    const found = await Promise.all(marks.slice(0, MOST).map(parts.load));
    words.notice("loading", false);
    entries = found.filter((entry) => !entry.problem);
    const failed = found.filter((entry) => entry.problem && entry.problem !== "local");
    words.notice("local", location.protocol === "file:");
    words.notice("none", !found.length && location.protocol !== "file:");
    words.notice("picked", !named && entries.length > 0);
    words.notice("many", Boolean(named) && named.length > MOST);
    const problems = document.querySelector(".problems");
    problems.append(...failed.map((entry) => make("li", {}, say(entry.problem, { name: entry.id }))));
    problems.hidden = !failed.length;
    draw();
    if (entries.length) words.announce(say("shown", { number: words.number(entries.length) }));
  }
  start();
})();
