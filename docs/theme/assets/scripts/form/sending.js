/* The finished file on its way: to the device, to the clipboard, or to the page of the repository. */
const { make, say } = window.atd.words;

const LONGEST = 7500; // longer addresses are refused by servers on the way

/** Save the file on the device. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Put the file on the clipboard; where the browser refuses, mark it for copying by hand. */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    shown.closest("details").open = true;
    getSelection().selectAllChildren(shown);
    return false;
  }
}

const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? encodeURIComponent(values[name]) : whole));

/** Where the repository takes a new file: with the text in the address, or without it where that is too long. */
export function address(places, file, text) {
  if (places.existing) return { href: filled(places.existing, { path: `${places.folder}/${file}` }).replaceAll("%2F", "/"), whole: false };
  const whole = filled(places.fresh, { folder: places.folder, file, text });
  if (whole.length <= LONGEST) return { href: whole, whole: true };
  return { href: filled(places.fresh, { folder: places.folder, file, text: "" }), whole: false };
}

/** Open the page of the repository, and say what is left to do there. */
export async function open(places, file, text, shown) {
  const { href, whole } = address(places, file, text);
  const copied = whole || await copy(text, shown);
  window.open(href, "_blank", "noopener,noreferrer");
  if (whole) return say("opened");
  if (!copied) return say("copyYourself");
  return say(places.existing ? "pasteOver" : "paste");
}
