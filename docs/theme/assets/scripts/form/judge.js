/* The check of one record in the browser: which codes it judges stands in the rules that it is given. */
import { contents } from "./contents.js";
import { structure } from "./structure.js";
import { written } from "./yaml.js";

/** Give every finding about the answers, the weightier first; `today` is a day such as 2026-11-22. */
export function judge(values, book, today) {
  const { line } = written(values, book);
  const found = [...structure(values, book, line), ...contents(values, book, today)];
  return found.sort((one, two) => (one.severity === two.severity ? 0 : one.severity === "error" ? -1 : 1));
}
