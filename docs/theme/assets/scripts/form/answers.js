/* What was typed as the values of an entry, cleaned as the check would ask for. */
import { fieldsOf, kindOf, rowsOf, typed } from "./fields.js";
import { pattern } from "./schema.js";

const LENGTH = 40;

/** Tell whether nothing was answered; the name of an item is no answer. */
export const empty = (value) =>
  value === undefined || value === "" || value === false ||
  (typeof value === "object" && value !== null && !Object.keys(value).some((name) => name !== "key" && !empty(value[name])));

/** The first words of a text in small Latin letters; nothing where it has none. */
export function slug(text, words = 4) {
  const plain = text.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase().match(/[a-z0-9]+/g) || [];
  return plain.slice(0, words).join("-").slice(0, LENGTH).replace(/^-|-$/g, "");
}

function distinct(name, taken) {
  let [free, number] = [name, 2];
  for (; taken.has(free); number += 1) free = `${name.slice(0, LENGTH - 4)}-${number}`;
  return free;
}

/** Digits of any script as 0 to 9; each script has its ten in a row. */
function western(text) {
  return text.replace(/\p{Nd}/gu, (sign) => {
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - value - 1))) value += 1;
    return String(value);
  });
}

/** A text without what nobody sees; one that is no prose stands on one line. */
export function cleaned(text, node, book) {
  const plain = text.replace(/\r\n?/g, "\n").replace(pattern(book.patterns.control, "gu"), "").normalize("NFC");
  if (node["x-prose"]) return plain.split("\n").map((line) => line.trimEnd()).join("\n").replace(/\n{3,}/g, "\n\n").trim();
  const line = plain.replace(/\s*\n\s*/g, " ").trim();
  if (!("pattern" in node)) return line;
  const bare = line.replace(/^["'“”]|["'“”]$/g, ""); // as examples for files show it
  return node["x-date"] ? western(bare) : bare;
}

function numbered(text) {
  const plain = western(text.trim());
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : text.trim();
}

const inOrder = (field, chosen) => {
  const place = (value) => (field.order?.includes(value) ? field.order.indexOf(value) : Infinity);
  return chosen.sort((one, two) => place(one) - place(two) || 0);
};

/** Reads the form: values in the order of the schema, and the question of every value. */
export function reader(form, book) {
  let places;

  function read(field, node, path) {
    places.set(path.join("."), field);
    const kind = kindOf(field);
    if (kind === "group") return group(field, node, path);
    if (kind === "items") return rows(field, path, (row, at) => group(row, node.items, at));
    if (kind === "values") return rows(field, path, (row, at) => read(fieldsOf(row)[0], node.items, at));
    const value = typed(field);
    if (kind === "terms") return inOrder(field, value);
    if (kind === "truth") return value === "" ? undefined : value === "true";
    if (kind === "number") return value.trim() === "" ? undefined : numbered(value);
    return typeof value === "string" && kind !== "key" ? cleaned(value, node, book) : value;
  }

  function rows(field, path, value) {
    const found = [];
    for (const row of rowsOf(field)) {
      const item = value(row, [...path, found.length]);
      if (!empty(item)) { places.set([...path, found.length].join("."), row); found.push(item); }
    }
    return found;
  }

  /** The fields of a group that were answered; `kept` are those that the form does not ask for. */
  function group(element, node, path, kept = {}) {
    const fields = new Map(fieldsOf(element).map((field) => [field.dataset.name, field]));
    const values = {};
    for (const [name, child] of Object.entries(node.properties)) {
      const value = fields.has(name) ? read(fields.get(name), child, [...path, name]) : kept[name];
      const asked = Array.isArray(value) && !value.length && child.items && !("minItems" in child) && node.required?.includes(name);
      if (!empty(value) || asked || (value === false && kindOf(fields.get(name) || form) === "truth")) values[name] = value;
    }
    return values;
  }

  return {
    read(kept) {
      places = new Map();
      const values = keyed(group(form, book.node, [], kept));
      return { values, places };
    },
  };
}

/** Give every new item a name of its own, made from its first words, and let references follow. */
function keyed(values) {
  const names = new Map();
  for (const items of Object.values(values)) {
    if (!Array.isArray(items) || typeof items[0]?.key !== "string") continue;
    const taken = new Set(items.map(({ key }) => key).filter((key) => !key.startsWith("~")));
    for (const item of items.filter(({ key }) => key.startsWith("~"))) {
      const words = Object.entries(item).filter(([name, value]) => name !== "key" && typeof value === "string").map(([, value]) => slug(value));
      const key = distinct(words.find((word) => /[a-z]/.test(word)) || "item", taken);
      taken.add(key);
      names.set(item.key, key);
      item.key = key;
    }
  }
  return JSON.parse(JSON.stringify(values, (_name, value) => (names.has(value) ? names.get(value) : value)));
}

/** A name for a new entry: its countries, then the first words of its title or of what is done; nothing before that. */
export function identifier(values, book) {
  const [places, ...texts] = book.identifier.map((name) => values[name]).map((value) => value || "");
  const codes = [...places].filter((code) => /^[A-Z]{2}$/.test(code)).slice(0, 2).map((code) => code.toLowerCase());
  const words = texts.flat().map((text) => slug(text)).find(Boolean);
  return codes.length || words ? [...codes, words || book.schema].join("-") : "";
}
