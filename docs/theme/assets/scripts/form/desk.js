/* The form at work: what is typed becomes an entry, is judged, kept, shown and sent on its way. */
import { empty, identifier, reader } from "./answers.js";
import { draft as drafts } from "./draft.js";
import { load } from "./entry.js";
import { addRow, fieldsOf, fillAlike, inputsOf, kindOf, number, put, rowsOf, startRows, typed } from "./fields.js";
import { judge } from "./judge.js";
import * as notes from "./notes.js";
import { draw } from "./preview.js";
import * as sending from "./sending.js";
import { written } from "./yaml.js";
const { make, say, words } = { ...window.atd.words, words: window.atd.words };

const PAUSE = 250; // milliseconds after the last key
/** The day as the check counts it, in UTC: a day that has begun in the east alone would lie in the future for it. */
const today = () => new Date().toISOString().slice(0, 10);
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const own = (form, name) => fieldsOf(form).find((field) => field.dataset.name === name);

/** Offer the sources that were named wherever one can be cited. */
function offerSources(form) {
  const list = own(form, "sources");
  const known = list ? rowsOf(list).map((row) => {
    const [key, title] = ["key", "title"].map((name) => inputsOf(fieldsOf(row).find((field) => field.dataset.name === name))[0].value);
    return { key, title: title.trim() || row.querySelector(".row-name").textContent };
  }) : [];
  for (const field of form.querySelectorAll("[data-kind=sources]")) {
    const chosen = field.wanted || typed(field);
    field.wanted = null;
    const marks = JSON.stringify([known, chosen]);
    if (field.marks === marks) continue;
    field.marks = marks;
    const box = ({ key, title }) => {
      const input = make("input", { type: "checkbox", value: key });
      input.checked = chosen.includes(key);
      return make("label", { class: "choice" }, input, make("span", { dir: "auto" }, title));
    };
    field.querySelector(".choices").replaceChildren(...known.map(box));
  }
}

/** Fill the lists of names that may be typed. */
function offerNames(book) {
  for (const [name, terms] of Object.entries(book.names)) {
    document.getElementById(`names-${name}`)?.replaceChildren(...terms.map(([, , [label]]) => make("option", { value: label })));
  }
}

class Desk {
  constructor(form, book, name) {
    Object.assign(this, { form, book, name, kept: {}, seen: new Set(), suggested: "", gone: false });
    this.reader = reader(form, book);
    this.draft = drafts(name ? `${book.collection}/${name}` : book.collection);
  }

  answers() { return Object.fromEntries(fieldsOf(this.form).map((field) => [field.dataset.name, typed(field)])); }

  /** Put answers into the form and unfold what holds some. */
  fill(answers, kept = {}) {
    this.kept = kept;
    for (const field of fieldsOf(this.form)) put(field, answers[field.dataset.name]);
    startRows(this.form);
    offerSources(this.form);
    for (const folded of this.form.querySelectorAll("details.optional")) {
      folded.open = !empty(typed(folded.querySelector("[data-name]")));
    }
  }

  /** Keep what was typed; the page says so when the browser does not allow it. */
  keep() {
    if (!this.gone) words.notice("unkept", !this.draft.save(this.answers(), this.kept));
  }

  /** Name the file of a new entry until its author does. */
  suggest() {
    const field = own(this.form, "id");
    const input = field && inputsOf(field)[0];
    if (!input || this.name || (input.value && input.value !== this.suggested)) return;
    this.suggested = identifier(this.values, this.book);
    if (input.value === this.suggested) return;
    input.value = this.suggested;
    Object.assign(this, this.reader.read(this.kept));
  }

  update() {
    clearTimeout(this.timer);
    offerSources(this.form);
    Object.assign(this, this.reader.read(this.kept));
    this.suggest();
    this.findings = judge(this.values, this.book, today());
    notes.beside(this.form, this.findings, this.places, this.seen);
    notes.details(this.form, this.book);
    notes.classes(this.form, this.values, this.book);
    this.total();
    this.show();
    this.keep();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), PAUSE);
  }

  total() {
    const errors = this.findings.filter(({ severity }) => severity === "error").length;
    const said = errors ? say("left", { number: words.number(errors) }) : say("ready");
    if (part("total").textContent !== said) part("total").textContent = said;
    part("total").classList.toggle("ready", !errors);
    if (this.seen === "all") notes.left(part("left"), this.findings, this.places);
  }

  show() {
    this.text = written(this.values, this.book).text;
    this.file = `${this.values.id || this.book.schema}.yaml`;
    if (part("file").open) part("text").textContent = this.text;
    if (part("preview").open) draw(part("shown"), this.values, this.places, this.form);
  }

  check() {
    this.seen = "all";
    this.update();
    part("total").focus();
  }

  async act(name, button) {
    this.update();
    const text = part("text");
    text.textContent = this.text;
    if (name === "check") this.check();
    else if (name === "download") { sending.download(this.file, this.text); words.tell(say("saved", { file: this.file })); }
    else if (name === "copy") words.tell(say(await sending.copy(this.text, text) ? "copied" : "copyYourself"));
    else if (name === "open") words.tell(await sending.open({ ...button.dataset, existing: this.name ? button.dataset.existing : "" }, this.file, this.text, text));
    else if (name === "delete") { this.gone = true; this.draft.clear(); location.href = location.pathname; }
  }

  rows(button) {
    const field = button.closest("[data-name]");
    if (button.name === "add") {
      const row = addRow(field);
      offerSources(this.form);
      inputsOf(row).find((input) => input.type !== "hidden").focus();
    } else {
      button.closest("[data-row]").remove();
      number(field);
      field.querySelector(":scope > [name=add]").focus();
    }
    this.update();
  }

  listen() {
    const { form } = this;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", ({ target }) => { this.visit(target); this.later(); });
    form.addEventListener("focusout", ({ target }) => { if (target.value) { this.visit(target); this.later(); } });
    form.addEventListener("click", ({ target }) => {
      const button = target.closest("button[name]");
      if (!button) return;
      if (["add", "remove"].includes(button.name)) this.rows(button);
      else this.act(button.name, button);
    });
    for (const name of ["file", "preview"]) part(name).addEventListener("toggle", () => this.show());
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
  }

  /** Remember where the reader has been; only there mistakes are told before all is checked. */
  visit(target) {
    if (this.seen === "all") return;
    const field = target.closest("[data-name]");
    this.seen.add(field).add(field.parentElement.closest("[data-kind=values]") || field);
  }
}

function defaults(form) {
  for (const field of form.querySelectorAll("[data-default]")) {
    put(field, field.dataset.default === "today" ? today() : field.dataset.default);
  }
}

/** Take up an entry that is to be improved; one that there is not becomes a new one. */
async function takeUp(desk) {
  const entry = await load(`${desk.form.dataset.entries}${desk.name}.json`, desk.book);
  words.notice("unknown", !entry);
  words.notice("improving", Boolean(entry));
  if (!entry) return { answers: {}, kept: {} };
  inputsOf(own(desk.form, "id"))[0].readOnly = true;
  const asked = new Set(fieldsOf(desk.form).map((field) => field.dataset.name));
  return { answers: entry, kept: Object.fromEntries(Object.entries(entry).filter(([name]) => !asked.has(name))) };
}

/** What stands in the form at first: the draft, an entry, or nothing but what goes without saying. */
async function begin(desk) {
  const kept = desk.draft.load();
  const entry = desk.name ? await takeUp(desk) : null;
  const first = kept || entry;
  words.notice("restored", Boolean(kept));
  desk.fill(first?.answers || {}, first?.kept);
  if (!first) defaults(desk.form);
}

/** Set the form going. */
export async function start(form) {
  const book = await (await fetch(form.dataset.rules)).json();
  const name = new URLSearchParams(location.search).get("id") || "";
  const desk = new Desk(form, book, /^[a-z0-9-]{1,80}$/.test(name) ? name : "");
  offerNames(book);
  fillAlike(form);
  await begin(desk);
  words.keepInEveryLanguage();
  desk.listen();
  desk.update();
  form.dataset.ready = "";
}
