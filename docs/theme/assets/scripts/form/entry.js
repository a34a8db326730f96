/* A published entry as answers, read from its data. */
const SILENT = "not_reported";

function plain(value, node) {
  if (Array.isArray(value)) return value.map((item) => plain(item, node.items || {}));
  if (typeof value !== "object" || value === null) return value;
  if (!node.properties) return value.text ?? value.id; // a text in its own language, or a term
  const silent = Object.fromEntries((value[SILENT] || []).map((name) => [name, "not-reported"]));
  const known = Object.entries(node.properties).filter(([name]) => name in value || name in silent);
  return Object.fromEntries(known.map(([name, child]) => [name, name in value ? plain(value[name], child) : silent[name]]));
}

/** Load an entry; null where there is none of this name, or it was taken back. */
export async function load(address, book) {
  const answer = await fetch(address);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  const { records } = await answer.json();
  return records.length ? plain(records[0], book.node) : null;
}
