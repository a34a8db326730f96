/* For a word that no entry holds: the known words that are nearest to it. */
(() => {
  /* Steps from one word to another: letters left out, put in, exchanged, or two that changed places. */
  function distance(one, other) {
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, position) => position);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[other.length];
  }

  const plain = (text) => text.toLocaleLowerCase(document.documentElement.lang).normalize("NFD").replace(/\p{M}/gu, "");

  /* Give [word, search with it] for words of a search that stand neither in ``seen`` nor in the list at ``address``. */
  async function spelling(search, seen, address) {
    const strange = search.split(/\s+/).filter((word) => word.length > 3 && !plain(seen).includes(plain(word)));
    if (!strange.length || location.protocol === "file:") return [];
    const known = await fetch(address).then((answer) => answer.json()).catch(() => []);
    return strange.flatMap((word) => {
      const written = plain(word);
      if (known.some((other) => plain(other) === written)) return [];
      const allowed = written.length > 5 ? 2 : 1;
      return known
        .filter((other) => Math.abs(other.length - written.length) <= allowed)
        .map((other) => [distance(written, plain(other)), other])
        .filter(([steps]) => steps <= allowed)
        .sort(([one], [other]) => one - other)
        .slice(0, 3)
        .map(([, other]) => [other, search.replace(word, other)]);
    });
  }
  window.atd = { ...window.atd, spelling };
})();
