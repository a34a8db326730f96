/* How the answers differ from the schema, each difference stated once, in the sentences of the check. */
import { errors, length, nodeAt } from "./schema.js";
import { finding, short } from "./sentence.js";

const CODES = {
  type: "ATD203", enum: "ATD204", minLength: "ATD205", maxLength: "ATD206", pattern: "ATD207", minItems: "ATD208",
  minProperties: "ATD208", uniqueItems: "ATD209", const: "ATD210", minimum: "ATD211", maximum: "ATD211", required: "ATD201",
};

/** Name of a field; an item bears the name of its list. */
export function label(book, path) {
  const named = typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
  return nodeAt(book.node, named).label || named.at(-1) || "";
}

function twice(list) {
  const written = list.map((item) => JSON.stringify(item));
  return list[written.findLastIndex((item, place) => written.indexOf(item) < place)];
}

const kindOf = (value) => (Array.isArray(value) ? "array" : typeof value);

const VALUES = {
  type: ({ value, limit }, book) => ({ expected: book.kinds[limit], actual: book.actual[kindOf(value)] }),
  enum: ({ value, node }) => ({ value: node["x-replaced"]?.[value] ? value : short(JSON.stringify(value)) }), // as it stands in the file
  minLength: ({ value, limit }) => ({ length: length(value), limit, missing: limit - length(value) }),
  maxLength: ({ value, limit }) => ({ length: length(value), limit, surplus: length(value) - limit }),
  pattern: ({ value, node }) => ({ value: short(value), advice: node.advice }),
  uniqueItems: ({ value }) => ({ value: short(twice(value)) }),
  const: ({ limit }) => ({ expected: JSON.stringify(limit) }),
  minimum: ({ node }) => ({ minimum: node.minimum ?? "−∞", maximum: node.maximum ?? "∞" }),
};
VALUES.maximum = VALUES.minimum;

function difference(error, book) {
  const { keyword, value, limit, node } = error;
  const path = keyword === "required" ? [...error.path, error.missing] : error.path;
  const about = keyword === "required" ? nodeAt(book.node, path) : node;
  const near = keyword === "enum" && node["x-replaced"]?.[value];
  const code = near && limit.includes(near) ? "ATD213" : CODES[keyword];
  const given = VALUES[keyword]?.(error, book) || { limit };
  return finding(book, code, path, { label: label(book, path), reason: about.reason, near, ...given });
}

/** The first error of every rule that is broken, and of every place where the rule names none. */
function broken(values, book) {
  const found = new Map();
  for (const { rule, node } of book.rules) {
    for (const error of errors(values, node)) {
      const mark = "at" in rule ? rule.code : `${rule.code} ${error.path.join(".")}`;
      if (!found.has(mark)) found.set(mark, { rule, error });
    }
  }
  return [...found.values()];
}

function brokenRule({ rule, error }, book, line) {
  const at = "at" in rule ? [rule.at] : error.path;
  const exact = at.every((part, place) => error.path[place] === part) ? error.path : at;
  const own = nodeAt(book.node, error.path).label || error.path.findLast((part) => typeof part === "string") || book.schema;
  const value = typeof error.value === "string" ? error.value : "";
  return finding(book, rule.code, exact, { label: own, value, words: "", line: line(error.path) });
}

/** Codes of the rules about a field that a record would break. */
export function refusals(values, field, book) {
  return broken(values, book).filter(({ rule }) => rule.at === field).map(({ rule }) => rule.code);
}

/** What keeps answers from following the schema; what only follows from another finding is left out. */
export function structure(values, book, line) {
  const found = [...errors(values, book.node)]
    .filter(({ keyword, node }) => keyword in CODES && !(keyword === "type" && "enum" in node))
    .map((error) => difference(error, book));
  const rules = broken(values, book);
  const wrong = new Set(found.map((one) => one.field));
  const refused = new Set(rules.filter(({ error }) => error.keyword === null).map(({ rule }) => rule.at));
  return [
    ...found.filter((one) => !refused.has(one.path[0])),
    ...rules.filter(({ error }) => !wrong.has(error.path.join("."))).map((one) => brokenRule(one, book, line)),
  ];
}
