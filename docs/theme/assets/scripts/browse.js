/* The list with search and filters. What is chosen stands in the address; as long as nothing is,
   the list stays as it was sent. */
(() => {
  const form = document.querySelector("form.browse");
  if (!form) return;
  const SHOWN = 10; /* entries shown at once; each is a small file */
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(`${language}-u-nu-latn`);
  const find = (selector) => form.querySelector(selector);
  const [cards, table] = form.querySelectorAll(".hits");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const names = [...new Set(boxes.map((box) => box.name))];
  const own = (name) => boxes.filter((box) => box.name === name);
  const checked = () => new Map(names.map((name) => [name, own(name).filter((box) => box.checked).map((box) => box.value)]));
  const count = (box) => box.closest("label").querySelector(".count");
  const preset = checked();
  const counted = new Map(boxes.map((box) => [box, count(box).textContent]));

  /* What is asked: in the form, and in the address. */
  const same = (one, other) => one.length === other.length && one.every((value) => other.includes(value));
  const asked = () => ({ words: form.elements.q.value.trim(), sort: form.elements.sort.value, view: form.elements.view.value, chosen: checked() });
  const untouched = (ask) => !ask.words && !ask.sort && !ask.view && names.every((name) => same(ask.chosen.get(name), preset.get(name)));

  function address(ask) {
    const parameters = new URLSearchParams();
    if (ask.words) parameters.set("q", ask.words);
    for (const [name, values] of ask.chosen) {
      if (!same(values, preset.get(name))) parameters.set(name, values.length ? values.join(",") : "any");
    }
    if (ask.sort) parameters.set("sort", ask.sort);
    if (ask.view) parameters.set("view", ask.view);
    const text = parameters.toString().replaceAll("%2C", ",");
    return text ? `?${text}` : location.pathname;
  }

  function take(search) {
    const parameters = new URLSearchParams(search);
    form.elements.q.value = parameters.get("q") || "";
    for (const name of names) {
      const wanted = parameters.has(name) ? parameters.getAll(name).join(",").split(",") : preset.get(name);
      for (const box of own(name)) box.checked = wanted.includes(box.value);
    }
    for (const name of ["sort", "view"]) {
      form.elements[name].value = parameters.get(name) || "";
      if (form.elements[name].value !== (parameters.get(name) || "")) form.elements[name].value = "";
    }
  }

  /* What is shown. */
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

  /* Pagefind writes <mark> around the words it found and escapes angle brackets. */
  function excerpt(text) {
    const line = document.createElement("p");
    line.className = "excerpt";
    for (const piece of text.split(/(<mark>.*?<\/mark>)/)) {
      const node = document.createElement(piece.startsWith("<mark>") ? "mark" : "span");
      node.textContent = piece.replace(/<\/?mark>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      line.append(node);
    }
    return line;
  }

  /* Each column names the part of a card that stands in it. */
  function row(card) {
    const made = document.createElement("tr");
    for (const column of table.querySelectorAll("th[data-part]")) {
      const cell = document.createElement(made.children.length ? "td" : "th");
      if (cell.tagName === "TH") cell.scope = "row";
      for (const part of card.querySelectorAll(column.dataset.part)) cell.append(part, " ");
      made.append(cell);
    }
    return made;
  }

  function entry(hit, ask) {
    const card = hit.node || document.importNode(parsed(`<ul>${hit.card}</ul>`).querySelector("li"), true);
    if (ask.view === "table") return row(card);
    if (ask.words && hit.excerpt?.includes("<mark>")) card.append(excerpt(hit.excerpt));
    return card;
  }

  let turn = 0; /* an answer to an older question is not shown */
  async function show() {
    const ask = asked();
    const mine = ++turn;
    history.replaceState(null, "", address(ask));
    chips(ask);
    if (untouched(ask)) return showWhole();
    const engine = await atd.finding(form);
    const found = await engine.find(ask);
    if (mine !== turn) return;
    const tabular = ask.view === "table";
    const into = tabular ? table.querySelector("tbody") : cards;
    into.replaceChildren();
    find(".whole").hidden = true;
    find(".order").hidden = Boolean(engine.here);
    find(".total").textContent = form.dataset.found.replace("{num}", number.format(found.total)) + (engine.here ? ` ${form.dataset.here}` : "");
    table.hidden = !(found.total && tabular);
    cards.hidden = !found.total || tabular;
    find(".nothing").hidden = found.total > 0;
    find(".narrowed").hidden = names.every((name) => !ask.chosen.get(name).length);
    await more(found, into, ask, mine);
    if (mine === turn) await elsewhere(ask, mine);
    if (mine === turn) await spell(ask, into, mine);
    if (mine === turn) await numbers(ask, mine);
  }

  function showWhole() {
    for (const part of [cards, table, find(".show-more"), find(".nothing"), find(".spelling"), find(".elsewhere")]) part.hidden = true;
    for (const [box, text] of counted) {
      count(box).textContent = text;
      box.closest("label").classList.remove("none");
    }
    find(".total").textContent = "";
    find(".whole").hidden = false;
  }

  async function more(found, into, ask, mine) {
    const from = into.children.length;
    const hits = await found.open(from, from + SHOWN);
    if (mine !== turn) return;
    into.append(...hits.map((hit) => entry(hit, ask)));
    find(".show-more").hidden = into.children.length >= found.total;
    find(".show-more button").onclick = async () => {
      const next = into.children.length;
      await more(found, into, ask, mine);
      into.children[next]?.querySelector("a").focus();
    };
    document.dispatchEvent(new CustomEvent("atd:shown"));
  }

  async function elsewhere(ask, mine) {
    const found = await (await atd.finding(form)).elsewhere(ask);
    if (mine !== turn) return;
    const links = [...find(".elsewhere").querySelectorAll("a")];
    for (const link of links) {
      const total = found[link.dataset.collection] || 0;
      link.hidden = !total;
      link.search = new URLSearchParams({ q: ask.words }).toString();
      link.querySelector(".count").textContent = number.format(total);
    }
    find(".elsewhere").hidden = links.every((link) => link.hidden);
  }

  /* Numbers are asked for only where they can be seen. */
  async function numbers(ask, mine) {
    const engine = await atd.finding(form);
    for (const name of names) {
      if (!own(name).some((box) => box.checkVisibility())) continue;
      const found = await engine.count(ask, name, own(name).map((box) => box.value));
      if (mine !== turn) return;
      for (const box of own(name)) {
        count(box).textContent = number.format(found[box.value] || 0);
        box.closest("label").classList.toggle("none", !found[box.value]);
      }
    }
  }

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  function chips(ask) {
    const list = find(".chosen");
    const shown = boxes.filter((box) => box.checked && !same(ask.chosen.get(box.name), preset.get(box.name)));
    list.replaceChildren(...shown.map((box) => {
      const label = box.closest("label").querySelector(".name").textContent;
      const item = document.createElement("li");
      item.append(button(label, () => {
        box.checked = false;
        show();
        (list.querySelector("button") || form.elements.q).focus();
      }));
      item.firstChild.setAttribute("aria-label", form.dataset.remove.replace("{name}", label));
      return item;
    }));
    list.hidden = !shown.length;
  }

  async function spell(ask, into, mine) {
    const offers = await atd.spelling(ask.words, into.textContent, new URL(`${form.dataset.search}words.json`, location.href));
    if (mine !== turn) return;
    find(".spelling span").replaceChildren(...offers.map(([word, search]) => button(word, () => {
      form.elements.q.value = search;
      show();
      form.elements.q.focus();
    })));
    find(".spelling").hidden = !offers.length;
  }

  /* What readers do. */
  let waiting;
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  form.addEventListener("change", (event) => { if (event.target !== form.elements.q) show(); });
  form.elements.q.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 250); });
  form.addEventListener("toggle", (event) => { if (event.target.open && !untouched(asked())) numbers(asked(), turn); }, true);
  find(".narrowed button").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    show();
    form.elements.q.focus();
  });
  addEventListener("popstate", () => { take(location.search); show(); });
  take(location.search);
  if (!untouched(asked())) show();
})();
