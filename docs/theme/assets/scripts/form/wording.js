/* What may not stand in a text: e-mail addresses, HTML, unusable links, judging words in a title. */
import { pattern } from "./schema.js";

const cut = (text, most) => [...text].slice(0, most).join("");

function* html(text, book) {
  if (!/[<&]/.test(text)) return;
  for (const [found] of text.matchAll(pattern(book.patterns.html, "gu"))) yield ["ATD413", { html: cut(found, 60) }];
}

function* links(text, book) {
  for (const [, target] of text.matchAll(pattern(book.patterns.link, "gu"))) {
    if (!pattern(book.patterns.safe).test(target)) yield ["ATD414", { target: cut(target, 80) }];
  }
}

/** Yield code and values of each fault in a text of any field. */
export function* faults(text, node, book) {
  if (text.includes("@") && !book.one_form.some((keyword) => keyword in node)) {
    for (const _found of text.matchAll(pattern(book.patterns.email, "gu"))) yield ["ATD411", { kind: book.email }];
  }
  yield* html(text, book);
  if (node["x-prose"]) yield* links(text, book);
}

/** Yield the words of a title that judge a practice or people. */
export function* titleFaults(title, book) {
  for (const { pattern: source, reason, instead } of book.wording) {
    const found = title.match(pattern(source, "iu"));
    if (found) yield ["ATD412", { words: found[0], reason, instead }];
  }
}
