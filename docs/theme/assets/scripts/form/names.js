/* Bodies under whatever name they are written, as scripts/atd/reading/naming.py knows them. */
import { pattern } from "./schema.js";

const folded = (text) => text.replace(/^[ \t\u00a0.:：]+|[ \t\u00a0.:：]+$/gu, "").normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
const compared = (name) => folded(name).replaceAll("’", "'").trim().split(/\s+/u).join(" ").replace(/^the /u, "");
const registers = new WeakMap();

function register(terms) {
  if (registers.has(terms)) return registers.get(terms);
  const known = new Map();
  const add = (place, name, term) => {
    const key = `${place}|${compared(name)}`;
    known.set(key, (known.get(key) || new Set()).add(term));
  };
  for (const [term, country, names, local] of terms) {
    names.forEach((name) => add("", name, term));
    local.forEach((name) => add(country, name, term));
  }
  registers.set(terms, known);
  return known;
}

function exact(text, known, countries) {
  for (const places of [[""], countries]) {
    const found = new Set(places.flatMap((place) => [...(known.get(`${place}|${compared(text)}`) || [])]));
    if (found.size) return found.size === 1 ? [...found][0] : "";
  }
  return "";
}

function term(text, known, countries, book) {
  const whole = exact(text, known, countries);
  const { name, more, tail } = whole ? {} : text.trim().match(pattern(book.patterns.remark))?.groups || {};
  const outer = whole || (name ? exact(name, known, countries) : "");
  if (whole || !outer) return outer;
  const remark = more || tail;
  const first = [...remark][0];
  const small = first === first.toLowerCase() && first !== first.toUpperCase();
  return small || exact(remark, known, countries) === outer ? outer : "";
}

/** Give the terms that a text names, or the text itself in small letters where it names none. */
export function body(text, list, countries, book) {
  const known = register(book.names[list] || []);
  const whole = term(text, known, countries, book);
  if (whole) return whole;
  const terms = text.split(pattern(book.patterns.between)).filter((_part, place) => place % 2 === 0)
    .map((part) => term(part, known, countries, book));
  return terms.length > 1 && terms.every(Boolean) ? terms.join(" ") : text.toLowerCase();
}
