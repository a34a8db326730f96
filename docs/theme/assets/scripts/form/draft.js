/* What was typed, kept in this browser until the reader deletes it. Nothing is sent anywhere. */
const PREFIX = "atd-form-";

/** A draft under the name of its collection, or of the entry that is improved. */
export function draft(name) {
  const place = PREFIX + name;
  return {
    load() {
      try {
        const found = JSON.parse(localStorage.getItem(place) || "null");
        return typeof found?.answers === "object" && found.answers !== null ? found : null;
      } catch { return null; /* private window, or something else stands there */ }
    },
    /** Tell whether it could be kept. */
    save(answers, kept) {
      try {
        localStorage.setItem(place, JSON.stringify({ answers, kept }));
        return true;
      } catch { return false; }
    },
    clear() {
      try { localStorage.removeItem(place); } catch { /* nothing was kept */ }
    },
  };
}
