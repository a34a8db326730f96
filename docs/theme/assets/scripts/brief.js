/* Makes a brief from what is picked. The reader's own brief stays in this browser; one that came
   with a link is only shown until the reader decides to keep it. */
(() => {
  const { words, parts, picks, paper } = window.atd;
  const { say } = words;
  const KEY = "atd-brief";
  const LONGEST_LINK = 6000;
  const target = document.querySelector(".brief-document");
  const form = document.querySelector(".brief-form");
  const list = document.querySelector(".brief-entries");
  const boxes = [...form.querySelectorAll("[name=part]")];
  const room = (element) => Number(element.getAttribute("maxlength"));
  const NOTE = room(document.getElementById("brief-entry").content.querySelector("textarea"));
  const full = (ids) => ids.slice(0, picks.LIMIT).map((id) => `practices/${id}`);

  /** Make a brief of anything: only texts of the expected length and known parts remain. */
  function sound(given) {
    const text = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
    const { title, introduction, notes, parts: chosen } = Object(given);
    return {
      title: text(title, room(form.elements.title)),
      introduction: text(introduction, room(form.elements.introduction)),
      notes: Object.fromEntries(Object.entries(Object(notes)).map(([mark, note]) => [mark, text(note, NOTE)])),
      parts: boxes.filter((box) => box.disabled || (Array.isArray(chosen) ? chosen.includes(box.value) : box.defaultChecked))
        .map((box) => box.value),
    };
  }
  function recall() {
    try { return sound(JSON.parse(localStorage.getItem(KEY))); } catch { return sound(null); }
  }
  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify(brief)); } catch { words.notice("unkept", true); }
  }
  /** Read a brief from the address, or nothing where there is none. */
  function fromAddress() {
    const ids = parts.fromAddress(location.search);
    if (!ids?.length) return null;
    let given = null;
    try { given = JSON.parse(decodeURIComponent(location.hash.slice(1))); } catch { /* no words came along */ }
    const found = sound(given);
    found.notes = Object.fromEntries(Object.entries(found.notes).map(([id, note]) => [`practices/${id}`, note]));
    return { brief: found, marks: full(ids), address: location.href };
  }
  /** Write the brief into an address; the words follow the sign # and are never sent. */
  function toAddress() {
    const ids = marks.map((mark) => mark.split("/")[1]);
    const notes = Object.fromEntries(ids.map((id) => [id, brief.notes[`practices/${id}`]]).filter(([, note]) => note));
    const { title, introduction, parts: chosen } = brief;
    const said = encodeURIComponent(JSON.stringify({ title, introduction, notes, parts: chosen }));
    return new URL(`?p=${ids}#${said}`, location.href).href;
  }

  let shared = fromAddress();
  let brief = shared ? shared.brief : recall();
  let marks = [];
  let entries = [];
  let drawing = 0;

  function item(entry, position) {
    const made = document.importNode(document.getElementById("brief-entry").content, true).firstElementChild;
    made.dataset.mark = entry.mark;
    made.querySelector(".brief-entry-title").append(
      words.make("a", { href: entry.address }, ...(entry.problem ? [entry.id] : entry.title())), " ", entry.badge?.() || "");
    const name = entry.name || entry.id;
    for (const button of made.querySelectorAll("button")) button.lastElementChild.append(name);
    made.querySelector("label .atd-hidden").textContent = name;
    made.querySelector("[name=earlier]").disabled = position === 0;
    made.querySelector("[name=later]").disabled = position === marks.length - 1;
    made.querySelector("textarea").value = brief.notes[entry.mark] || "";
    return made;
  }

  function drawList() { list.replaceChildren(...entries.map(item)); }

  function drawDocument() { paper.draw(target, brief, entries.filter((entry) => !entry.problem)); }

  /** Load what is picked and show everything anew. */
  async function refresh() {
    const turn = ++drawing;
    marks = shared ? shared.marks : picks.list().filter((mark) => mark.startsWith("practices/"));
    words.notice("loading", marks.length > 0);
    const found = await Promise.all(marks.map(parts.load));
    if (turn !== drawing) return; // another change came in between
    words.notice("loading", false);
    entries = found;
    const local = location.protocol === "file:";
    const failed = found.filter((entry) => entry.problem && !local);
    const problems = document.querySelector(".problems");
    problems.replaceChildren(...failed.map((entry) => words.make("li", {}, say(entry.problem, { name: entry.id }))));
    problems.hidden = !failed.length;
    const ready = found.some((entry) => !entry.problem);
    words.notice("local", local);
    words.notice("none", !marks.length && !local);
    words.notice("shared", Boolean(shared));
    form.hidden = Boolean(shared) || !marks.length;
    document.querySelector(".brief-delete").hidden = Boolean(shared) || !(marks.length || brief.title || brief.introduction);
    document.querySelectorAll("[data-ready]").forEach((element) => { element.hidden = !ready; });
    drawList();
    drawDocument();
    words.keepInEveryLanguage();
  }
  function showWords() {
    form.elements.title.value = brief.title;
    form.elements.introduction.value = brief.introduction;
    boxes.forEach((box) => { box.checked = brief.parts.includes(box.value); });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target: field }) => {
    if (field.name === "part") brief.parts = boxes.filter((box) => box.checked).map((box) => box.value);
    else if (field.name === "note") brief.notes[field.closest("li").dataset.mark] = field.value;
    else brief[field.name] = field.value;
    keep();
    if (field.name === "part") drawDocument();
    else paper.fill(target, brief);
  });
  list.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { mark } = button.closest("li").dataset;
    const at = marks.indexOf(mark);
    const title = entries[at].name || entries[at].id;
    const other = marks[at + 1] || marks[at - 1];
    if (button.name === "remove") picks.remove(mark);
    else picks.move(mark, button.name === "earlier" ? -1 : 1);
    await refresh();
    const [number, total] = [marks.indexOf(mark) + 1, marks.length].map(words.number);
    words.announce(say(button.name === "remove" ? "removed" : "moved", { title, number, total }));
    const row = list.querySelector(`[data-mark="${button.name === "remove" ? other : mark}"]`);
    (row?.querySelector(`[name=${button.name}]:enabled`) || row?.querySelector("button:enabled") || document.getElementById("content")).focus();
  });
  document.querySelector("[name=print]").addEventListener("click", () => window.print());
  document.querySelector("[name=save]").addEventListener("click", async () => {
    try { await paper.save(target); words.tell(say("saved")); } catch { words.tell(say("unsaved")); }
  });
  document.querySelector("[name=copy]").addEventListener("click", () => {
    const link = toAddress();
    if (link.length <= LONGEST_LINK) { words.copy(link); return; }
    const [number, limit] = [link.length, LONGEST_LINK].map(words.number);
    words.tell(say("long", { number, limit }));
  });
  document.querySelector("[name=keep]").addEventListener("click", () => {
    const { marks: given } = shared;
    shared = null;
    history.replaceState(null, "", location.pathname);
    keep();
    showWords();
    picks.replace(given);
    document.getElementById("content").focus();
  });
  document.querySelector("[name=delete]").addEventListener("click", () => {
    try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
    brief = sound(null);
    showWords();
    picks.replace([]);
    document.getElementById("content").focus();
  });
  // Links inside the document must not replace the words that follow the sign # in the address.
  target.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  });
  addEventListener("hashchange", () => {
    if (!shared || location.href === shared.address) return;
    if (fromAddress().brief.title || location.hash.startsWith("#%7B")) location.reload();
    else history.replaceState(null, "", shared.address);
  });
  picks.onChange(() => { if (!shared) refresh(); });
  showWords();
  refresh().then(() => { if (entries.length) words.announce(say("shown", { number: words.number(entries.length) })); });
})();
