/* How the entry will read: headings, answers and prose, made with elements and never with markup. */
import { kindOf, inputsOf } from "./fields.js";
const { make } = window.atd.words;

const SILENT = "not-reported";
const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

function inline(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [, strong, emphasis, words, target] = found;
    parts.push(text.slice(end, found.index));
    if (target) parts.push(make("a", { href: target, rel: "noopener nofollow", target: "_blank" }, words));
    else parts.push(make(strong ? "strong" : "em", {}, strong || emphasis));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

/** Paragraphs and lists as the pages of this site show them. */
export function prose(text) {
  return text.split(/\n{2,}/).flatMap((paragraph) => {
    const lines = paragraph.split("\n");
    const items = lines.filter((line) => /^\s*([-*+]|\d+[.)])\s/.test(line));
    if (!items.length) return [make("p", {}, ...inline(lines.join(" ")))];
    const list = make(/^\s*\d/.test(items[0]) ? "ol" : "ul", {}, ...items.map((line) => make("li", {}, ...inline(line.replace(/^\s*\S+\s/, "")))));
    const before = lines.slice(0, lines.indexOf(items[0])).join(" ");
    return before ? [make("p", {}, ...inline(before)), list] : [list];
  });
}

/** What a reader sees for a term: the words of its choice on this page. */
function word(value, field) {
  const input = inputsOf(field).find((one) => one.value === String(value) && one.type !== "text");
  const choice = input?.closest("label")?.querySelector(".term");
  const option = [...field.querySelectorAll("option")].find((one) => one.value === String(value));
  return choice?.textContent || (value !== "" && option?.textContent) || String(value);
}

function shown(value, path, places) {
  const place = places.get(path.join("."));
  const field = place?.matches("[data-row]") ? place.querySelector("[data-name]") : place; // a value of a list stands in a row
  const kind = field?.dataset.kind;
  if (value === SILENT) return document.querySelector(`option[value="${SILENT}"]`)?.textContent || value;
  if (kind === "lines" && field.dataset.prose !== undefined) return make("div", {}, ...prose(value));
  if (kind === "promise") return "✓";
  if (kind === "terms") return make("ul", { class: "terms" }, ...value.map((term) => make("li", {}, word(term, field))));
  if (kind === "sources") return value.map((key) => titles.get(key) || key).join("; ");
  if (kind === "values") return make("ul", { class: "terms" }, ...value.map((one, place) => make("li", {}, shown(one, [...path, place], places))));
  if (kind === "items") return make("ul", {}, ...value.map((item, place) => make("li", {}, ...parts(item, [...path, place], places))));
  if (kind === "group") return make("div", {}, ...parts(value, path, places));
  return field && ["radios", "select", "truth", "language"].includes(kind) ? word(value, field) : String(value);
}

const labelOf = (field) => field.dataset.label;
const told = (value) => value !== undefined && value !== "";

function parts(group, path, places) {
  const known = Object.entries(group).filter(([name, value]) => told(value) && places.has([...path, name].join(".")));
  const visible = known.filter(([name]) => kindOf(places.get([...path, name].join("."))) !== "key");
  return visible.map(([name, value]) => make("div", {},
    make("span", { class: "quiet" }, `${labelOf(places.get([...path, name].join(".")))}: `), shown(value, [...path, name], places)));
}

let titles = new Map();

/** Draw the entry into an element. */
export function draw(target, values, places, form) {
  titles = new Map((values.sources || []).map(({ key, title }) => [key, title || key]));
  const chapters = [...form.querySelectorAll(".chapter")].map((chapter) => {
    const rows = Object.entries(values)
      .filter(([name, value]) => told(value) && name !== "title" && name !== "summary" && chapter.contains(places.get(name) || null))
      .map(([name, value]) => make("div", {}, make("dt", {}, labelOf(places.get(name))), make("dd", { dir: "auto" }, shown(value, [name], places))));
    return rows.length ? [make("h4", {}, chapter.querySelector("h2").textContent), make("dl", { class: "facts" }, ...rows)] : [];
  });
  const language = values.language || null;
  target.replaceChildren(
    make("h3", { lang: language, dir: "auto" }, values.title || "…"),
    make("p", { class: "lead", lang: language, dir: "auto" }, values.summary || "…"),
    ...chapters.flat(),
  );
}
