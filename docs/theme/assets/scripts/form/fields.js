/* The questions of the page: which stands where, what was typed, and rows that come and go. */
const kinds = ["radios", "terms", "sources", "promise"];
export const BELOW = ":scope > .rows > [data-row]";

/** Questions right below a group, a row or the whole form. */
export const fieldsOf = (element) =>
  [...element.querySelectorAll("[data-name]")].filter((field) => field.parentElement.closest("[data-name], [data-row]") === element);

export const rowsOf = (field) => [...field.querySelectorAll(BELOW)];
export const inputsOf = (field) => [...field.querySelectorAll("input, select, textarea")];
export const kindOf = (field) => field.dataset.kind;
const boxes = (field) => kinds.includes(kindOf(field));

let counter = 0;

/** Long lists stand on the page once; others get their choices from it. */
export function fillAlike(root) {
  for (const select of root.querySelectorAll("[data-like]")) {
    const choices = document.querySelectorAll(`#${select.dataset.like} option:not([value=""])`);
    select.append(...[...choices].map((option) => option.cloneNode(true)));
  }
}

/** Add a row; its elements get names of their own. */
export function addRow(field) {
  const row = document.importNode(field.querySelector(":scope > template").content, true).firstElementChild;
  counter += 1;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("{n}", counter);
  }
  fillAlike(row);
  const key = fieldsOf(row).find((one) => kindOf(one) === "key");
  if (key) inputsOf(key)[0].value = `~${Date.now().toString(36)}${counter}`;
  field.querySelector(":scope > .rows").append(row);
  number(field);
  return row;
}

/** Number the rows anew; a single row needs no number. */
export function number(field) {
  rowsOf(field).forEach((row, place) => {
    row.querySelector(":scope > .row-name").textContent = `${field.dataset.label} ${place + 1}`;
  });
}

/** What was typed, as it was typed: for the draft. */
export function typed(field) {
  const kind = kindOf(field);
  if (kind === "group") return Object.fromEntries(fieldsOf(field).map((part) => [part.dataset.name, typed(part)]));
  if (kind === "items") return rowsOf(field).map((row) => Object.fromEntries(fieldsOf(row).map((part) => [part.dataset.name, typed(part)])));
  if (kind === "values") return rowsOf(field).map((row) => typed(fieldsOf(row)[0]));
  if (kind === "terms" || kind === "sources") return inputsOf(field).filter((input) => input.checked).map((input) => input.value);
  if (kind === "promise") return inputsOf(field)[0].checked;
  if (kind === "radios") return inputsOf(field).find((input) => input.checked)?.value || "";
  return inputsOf(field)[0].value;
}

/** Choose a value in a list; one that the list does not hold is added, so that nothing is lost. */
function choose(select, value) {
  if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
  select.value = value;
}

/** Put answers into the page, from a draft or an entry. */
export function put(field, value) {
  const kind = kindOf(field);
  if (kind === "group") fieldsOf(field).forEach((part) => put(part, value?.[part.dataset.name]));
  else if (kind === "items" || kind === "values") {
    rowsOf(field).forEach((row) => row.remove());
    for (const item of value || []) {
      const row = addRow(field);
      fieldsOf(row).forEach((part) => {
        const answer = kind === "values" ? item : item?.[part.dataset.name];
        if (kindOf(part) !== "key" || answer) put(part, answer);
      });
    }
  } else if (kind === "sources") field.wanted = value || [];
  else if (boxes(field)) {
    const chosen = kind === "terms" ? value || [] : [value];
    inputsOf(field).forEach((input) => { input.checked = kind === "promise" ? value === true : chosen.includes(input.value); });
    field.order = kind === "terms" ? chosen : undefined;
  } else if (inputsOf(field)[0].localName === "select") choose(inputsOf(field)[0], String(value ?? ""));
  else inputsOf(field)[0].value = value ?? "";
}

/** Give every list at least the rows that it needs. */
export function startRows(root) {
  for (const field of root.querySelectorAll("[data-least]")) {
    while (rowsOf(field).length < Number(field.dataset.least)) addRow(field);
  }
}
