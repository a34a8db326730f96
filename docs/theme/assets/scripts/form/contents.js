/* Rules that look at the values of one record: dates, keys, sources, wording. */
import { body } from "./names.js";
import { label } from "./structure.js";
import { finding } from "./sentence.js";
import { faults, titleFaults } from "./wording.js";

/** The first day that a date, month or year can mean, as it is written; nothing where there is no such day. */
export function firstDay(value) {
  if (typeof value !== "string" || !/^\d{4}(-\d\d){0,2}$/.test(value) || value.startsWith("0000")) return "";
  const day = `${value}-01-01`.slice(0, 10);
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.valueOf()) && moment.toISOString().startsWith(day) ? day : "";
}

function* walk(value, node, path) {
  yield [value, node, path];
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item, node.items || {}, [...path, index]);
  else if (typeof value === "object" && value !== null) {
    for (const [name, child] of Object.entries(value)) yield* walk(child, node.properties?.[name] || {}, [...path, name]);
  }
}

function* dates(value, node, path, today, book) {
  const day = firstDay(value);
  if (!day && /^\d{4}-\d\d-\d\d$/.test(value)) yield finding(book, "ATD407", path, { date: value });
  else if (day && node["x-date"] !== book.planned && day > today) {
    yield finding(book, "ATD406", path, { label: label(book, path), date: value });
  }
}

function* keys(list, path, book) {
  const seen = new Set();
  for (const item of list) {
    for (const key of [item?.key, item?.id].filter((name) => typeof name === "string")) {
      if (seen.has(key)) yield finding(book, "ATD402", path, { key, label: label(book, path) });
      seen.add(key);
    }
  }
}

function* period(value, path, book) {
  const { start, end } = value;
  if (firstDay(start) && firstDay(end) && end < start.slice(0, end.length)) yield finding(book, "ATD405", [...path, "end"], {});
}

function* evidence(values, book) {
  const { evidence_level: level, sources } = values;
  if (!book.corroborated.includes(level) || !Array.isArray(sources)) return;
  const list = book.node.properties.sources.items.properties.publisher["x-names"];
  const countries = Array.isArray(values.countries) ? values.countries : [];
  const bodies = new Set(sources.filter((source) => source.independent === true)
    .map((source) => body(String(source.publisher ?? "None"), list, countries, book)));
  if (bodies.size < 2) yield finding(book, "ATD408", ["evidence_level"], { level, count: bodies.size });
}

function* freshness(checked, today, book) {
  const day = firstDay(checked);
  if (!day) return;
  const [then, now] = [day, today].map((one) => one.split("-").map(Number));
  const months = (now[0] - then[0]) * 12 + now[1] - then[1] - (now[2] < then[2] ? 1 : 0);
  if (months >= book.stale) yield finding(book, "ATD410", ["last_verified"], { date: day, months: book.stale });
}

/** Apply every rule that needs only this record. */
export function* contents(values, book, today) {
  const known = (Array.isArray(values.sources) ? values.sources : []).map((source) => source?.key);
  for (const [value, node, path] of walk(values, book.node, [])) {
    if (typeof value === "string" && !("enum" in node)) {
      const found = [...faults(value, node, book), ...(path.join() === "title" ? titleFaults(value, book) : [])];
      for (const [code, filling] of found) yield finding(book, code, path, filling);
      if (node["x-date"]) yield* dates(value, node, path, today, book);
      if (node["x-reference"] === "sources" && !known.includes(value)) yield finding(book, "ATD403", path, { key: value });
    } else if (Array.isArray(value)) yield* keys(value, path, book);
    else if (node["x-period"] && typeof value === "object") yield* period(value, path, book);
  }
  yield* evidence(values, book);
  yield* freshness(values.last_verified, today, book);
}
