/* What the check says, with its places filled once; what fills them is never read again. */
import { length } from "./schema.js";

export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** Shorten a value as the check does when it quotes one. */
export function short(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return length(text) <= 60 ? text : `${[...text].slice(0, 57).join("")}…`;
}

/** Make a finding: its code and weight, the field that it is about, and its sentences. */
export function finding(book, code, path, values) {
  const { severity, said, ...sentences } = book.codes[code];
  const told = Object.fromEntries(said.map((part) => [part, fill(sentences[part], values)]));
  return { code, severity, path, field: path.join("."), said, ...told };
}
