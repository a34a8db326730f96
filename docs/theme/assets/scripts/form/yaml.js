/* Answers as the file of an entry: every text in quotes as JSON writes it, which is YAML as well. */

/* Signs that end a line in YAML, though not in JSON, or that nobody sees. */
const OPEN = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const quoted = (text) => JSON.stringify(text).replace(OPEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const scalar = (value) => (typeof value === "string" ? quoted(value) : JSON.stringify(value));
const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function* field(name, value, depth, path) {
  const indent = "  ".repeat(depth);
  if (isGroup(value)) {
    yield [`${indent}${name}:`, null];
    for (const [key, child] of Object.entries(value)) yield* field(key, child, depth + 1, [...path, key]);
  } else if (Array.isArray(value) && value.some(isGroup)) {
    yield [`${indent}${name}:`, null];
    for (const [index, item] of value.entries()) yield* entry(item, depth + 1, [...path, index]);
  } else {
    const written = Array.isArray(value) ? `[${value.map(scalar).join(", ")}]` : scalar(value);
    yield [`${indent}${name}: ${written}`, path];
  }
}

function* entry(item, depth, path) {
  let begun = false;
  for (const [key, child] of Object.entries(item)) {
    for (const [text, place] of field(key, child, depth + 1, [...path, key])) {
      yield [begun ? text : `${"  ".repeat(depth)}- ${text.trimStart()}`, place];
      begun = true;
    }
  }
}

/** Write the file; `line` tells in which line the value of a path stands. */
export function written(values, book) {
  const lines = [[`# yaml-language-server: $schema=../schema/editor/${book.schema}.schema.json`, null]];
  for (const [name, value] of Object.entries(values)) lines.push(...field(name, value, 0, [name]));
  const places = new Map(lines.map(([, path], index) => [path?.join("."), index + 1]));
  return { text: `${lines.map(([text]) => text).join("\n")}\n`, line: (path) => places.get(path.join(".")) || 1 };
}
