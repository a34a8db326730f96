/* What is said beside the questions: findings, numbers of characters, definitions, and the list of what is left. */
import { fieldsOf, inputsOf, kindOf, rowsOf } from "./fields.js";
import { length, nodeAt } from "./schema.js";
import { refusals } from "./structure.js";
const { make, say, number } = window.atd.words;

const SINGLE = ["text", "lines", "number", "day", "language", "select", "truth", "promise"];

/** The question that a finding is about, or the nearest one around it. */
export function fieldOf(finding, places) {
  for (let end = finding.path.length; end > 0; end -= 1) {
    const found = places.get(finding.path.slice(0, end).join("."));
    const field = found?.closest("[data-name]:not([data-kind=key])");
    if (field) return field;
  }
  return null;
}

function sentences(finding) {
  const [first, ...others] = finding.said.map((part) => finding[part]).filter((text) => text && !/^\{\w+\}$/.test(text));
  return make("li", { class: finding.severity },
    make("span", { class: "problem" }, first), " ",
    ...others.flatMap((text) => [make("span", { class: "advice" }, text), " "]),
    make("span", { class: "code", translate: "no" }, finding.code));
}

/** Say below each question what is wrong with its answer; only where the reader has been already. */
export function beside(form, findings, places, seen) {
  const told = new Map();
  for (const finding of findings) {
    const field = fieldOf(finding, places);
    if (field && (seen === "all" || seen.has(field))) told.set(field, [...(told.get(field) || []), finding]);
  }
  for (const list of form.querySelectorAll(".said")) {
    const field = list.parentElement;
    const found = told.get(field) || [];
    const marks = found.map(({ code, problem }) => code + problem).join();
    if (list.dataset.marks === marks) continue; // so that nothing is read out twice
    list.dataset.marks = marks;
    list.replaceChildren(...found.map(sentences));
    if (SINGLE.includes(kindOf(field))) {
      const wrong = found.some(({ severity }) => severity === "error");
      if (wrong) inputsOf(field)[0].setAttribute("aria-invalid", "true");
      else inputsOf(field)[0].removeAttribute("aria-invalid");
    }
  }
}

/** Bring the reader to a question, whatever is folded around it. */
export function lead(field) {
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  const target = inputsOf(field).find((input) => input.type !== "hidden" && input.checkVisibility()) || field.querySelector("button") || field;
  target.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

/** List everything that is left to do, each with a way to its question. */
export function left(list, findings, places) {
  const entries = findings.map((finding) => [finding, fieldOf(finding, places)]).filter(([, field]) => field)
    .sort(([, one], [, two]) => (one === two ? 0 : one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  list.replaceChildren(...entries.map(([finding, field]) => {
    const link = make("a", { href: `#${field.id}` }, finding.problem);
    link.addEventListener("click", (event) => { event.preventDefault(); lead(field); });
    return make("li", { class: finding.severity }, link);
  }));
  list.hidden = !entries.length;
}

/** Count characters as the check does. */
export function count(field, node) {
  const place = field.querySelector(":scope > .count");
  if (!place) return;
  const used = length(inputsOf(field)[0].value.trim());
  const { minLength: least = 0, maxLength: most } = node;
  place.textContent = used && used < least ? say("few", { length: number(used), limit: number(least) }) : say("count", { length: number(used), limit: number(most) });
  place.classList.toggle("over", used > most);
}

/** Count the characters of every text, and show what each chosen term means. */
export function details(element, book, path = []) {
  for (const field of fieldsOf(element)) {
    const here = [...path, field.dataset.name];
    if (kindOf(field) === "group") details(field, book, here);
    else if (kindOf(field) === "items") rowsOf(field).forEach((row) => details(row, book, [...here, 0]));
    else if (kindOf(field) === "terms") chosen(field);
    else if (kindOf(field) === "select") meaning(field);
    else count(field, nodeAt(book.node, here));
  }
}

function meaning(field) {
  const place = field.querySelector(":scope > .definition");
  if (place) place.textContent = inputsOf(field)[0].selectedOptions[0]?.dataset.definition || "";
}

function chosen(field) {
  for (const group of field.querySelectorAll("details")) {
    const total = group.querySelectorAll("input:checked").length;
    group.querySelector(".count").textContent = total ? say("chosen", { number: number(total) }) : "";
  }
}

/** Tell which classes the answers allow. */
export function classes(form, values, book) {
  const name = Object.keys(book.node.properties).find((one) => book.node.properties[one]["x-standing"]);
  const field = name && fieldsOf(form).find((one) => one.dataset.name === name);
  if (!field) return;
  const allowed = [];
  for (const input of inputsOf(field)) {
    const codes = refusals({ ...values, [name]: input.value }, name, book);
    const label = input.closest("label");
    label.querySelector(".barred").hidden = !codes.length;
    label.classList.toggle("refused", codes.length > 0);
    if (!codes.length) allowed.push(label.querySelector(".term").textContent);
  }
  for (const place of form.querySelectorAll("[data-classes]")) {
    const said = allowed.length ? place.dataset.locale ? new Intl.ListFormat(place.dataset.locale).format(allowed) : allowed.join(", ") : say("noClass");
    if (place.lastElementChild.textContent !== said) place.lastElementChild.textContent = said;
  }
}
