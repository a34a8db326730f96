/* The keywords of JSON Schema that the schemas of this site use, in the order in which Python's
   jsonschema meets them, so that the same difference is found first. A test holds the two together
   and fails when a schema uses a keyword that is not here. */
const isText = (value) => typeof value === "string";
const isList = Array.isArray;
const isGroup = (value) => typeof value === "object" && value !== null && !isList(value);
const isNumber = (value) => typeof value === "number";
const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
const patterns = new Map();

/** A pattern as the schema writes it, compiled once. */
export function pattern(source, flags = "u") {
  const name = `${flags}/${source}`;
  if (!patterns.has(name)) patterns.set(name, new RegExp(source, flags));
  return patterns.get(name);
}

/** So many characters as people and Python count them: an astral sign is one. */
export const length = (text) => [...text].length;

const TYPES = {
  string: isText, array: isList, object: isGroup, number: isNumber,
  boolean: (value) => typeof value === "boolean", integer: Number.isInteger, null: (value) => value === null,
};
const plain = (broken) => function* judge(value, limit) { if (broken(value, limit)) yield {}; };
const fits = (value, node) => errors(value, node).next().done;

export const KEYWORDS = {
  type: plain((value, type) => !TYPES[type](value)),
  enum: plain((value, terms) => !terms.includes(value)),
  const: plain((value, wanted) => !same(value, wanted)),
  pattern: plain((value, source) => isText(value) && !pattern(source).test(value)),
  minLength: plain((value, least) => isText(value) && length(value) < least),
  maxLength: plain((value, most) => isText(value) && length(value) > most),
  minItems: plain((value, least) => isList(value) && value.length < least),
  maxItems: plain((value, most) => isList(value) && value.length > most),
  uniqueItems: plain((value) => isList(value) && new Set(value.map((item) => JSON.stringify(item))).size < value.length),
  minProperties: plain((value, least) => isGroup(value) && Object.keys(value).length < least),
  minimum: plain((value, least) => isNumber(value) && value < least),
  maximum: plain((value, most) => isNumber(value) && value > most),
  contains: plain((value, node) => isList(value) && !value.some((item) => fits(item, node))),
  not: plain((value, node) => fits(value, node)),
  anyOf: plain((value, nodes) => !nodes.some((node) => fits(value, node))),
  *required(value, names) {
    if (isGroup(value)) for (const name of names) if (!(name in value)) yield { missing: name };
  },
  *properties(value, nodes, path) {
    if (!isGroup(value)) return;
    for (const [name, node] of Object.entries(nodes)) if (name in value) yield* errors(value[name], node, [...path, name]);
  },
  *items(value, node, path) {
    if (isList(value)) for (const [index, item] of value.entries()) yield* errors(item, node, [...path, index]);
  },
  *allOf(value, nodes, path) { for (const node of nodes) yield* errors(value, node, path); },
  *if(value, condition, path, whole) {
    const next = whole[fits(value, condition) ? "then" : "else"];
    if (next !== undefined) yield* errors(value, next, path);
  },
  *then() { /* read by “if” */ },
  *else() { /* read by “if” */ },
};

/** Yield what keeps a value from following a node: keyword, limit, value, its path and its node. */
export function* errors(value, node, path = []) {
  if (node === false) yield { keyword: null, value, path, node: {} };
  for (const keyword in node) {
    if (!Object.hasOwn(KEYWORDS, keyword)) continue;
    const limit = node[keyword];
    for (const found of KEYWORDS[keyword](value, limit, path, node)) {
      yield "path" in found ? found : { keyword, limit, value, path, node, ...found };
    }
  }
}

/** The node of a field, whatever the positions of items on the way. */
export function nodeAt(root, path) {
  return path.reduce((node, part) => (typeof part === "number" ? node.items : node.properties?.[part]) || {}, root);
}
