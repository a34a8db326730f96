/* Entries that the reader picked, as "collection/id", kept in this browser for every language of
   the site. Other scripts use window.atd.picks; nothing is sent anywhere. */
window.atd = window.atd || {};
window.atd.picks = (() => {
  const KEY = "atd-picks";
  const LIMIT = 30;
  const MARK = /^[a-z][a-z0-9-]*\/[a-z0-9-]+$/;
  const listeners = [];
  let kept = true;
  let picked = recall();

  function recall() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return sound(Array.isArray(found) ? found : []);
    } catch { return []; /* private window, or something else stands there */ }
  }
  function sound(marks) {
    return [...new Set(marks.filter((mark) => typeof mark === "string" && MARK.test(mark)))].slice(0, LIMIT);
  }
  function tell() { listeners.forEach((listener) => listener(picked.slice())); }
  function replace(marks) {
    picked = sound(marks);
    try { localStorage.setItem(KEY, JSON.stringify(picked)); } catch { kept = false; /* for this page only */ }
    tell();
  }
  function recallAgain() { if (kept) { picked = recall(); tell(); } }

  addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) recallAgain(); });
  addEventListener("pageshow", (event) => { if (event.persisted) recallAgain(); });

  return {
    LIMIT,
    list: () => picked.slice(),
    has: (mark) => picked.includes(mark),
    /** Add an entry at the end; false when there is no room or no such thing. */
    add(mark) {
      const room = picked.includes(mark) || (picked.length < LIMIT && MARK.test(mark));
      if (room) replace([...picked, mark]);
      return room;
    },
    remove(mark) { replace(picked.filter((other) => other !== mark)); },
    /** Move an entry by some places, towards the start when negative. */
    move(mark, by) {
      const others = picked.filter((other) => other !== mark);
      if (others.length === picked.length) return;
      others.splice(Math.max(0, picked.indexOf(mark) + by), 0, mark);
      replace(others);
    },
    replace,
    onChange(listener) { listeners.push(listener); },
    /** Tell whether the browser keeps what is picked from page to page. */
    kept: () => kept,
  };
})();

/* Buttons on entries, also those that other scripts add later, and the tray. */
(() => {
  const { picks } = window.atd;
  const BUTTON = "button[data-pick]";
  const tray = document.querySelector(".atd-tray");
  const status = document.querySelector(".atd-tray-status");
  const numbers = new Intl.NumberFormat(tray.dataset.locale);
  const [clear, restore] = ["clear", "restore"].map((name) => tray.querySelector(`[name=${name}]`));
  const ways = tray.querySelector(".atd-ways");
  // The tray is far away for the keyboard, so its links also follow the button that was pressed.
  const shortcut = document.createElement("span");
  shortcut.className = "atd-shortcut";
  let cleared = [];

  function show(button) {
    const pressed = picks.has(button.dataset.pick);
    const heading = (button.closest("li, article") || document).querySelector("h1, h3");
    button.setAttribute("aria-pressed", pressed);
    button.setAttribute("aria-label", `${button.children[pressed ? 1 : 0].textContent}: ${heading.textContent.trim()}`);
  }
  function showAll(root) { root.querySelectorAll(BUTTON).forEach(show); }

  function showTray() {
    const list = picks.list();
    if (list.length) cleared = [];
    tray.querySelector("strong").textContent = numbers.format(list.length);
    tray.hidden = !list.length && !cleared.length;
    clear.hidden = ways.hidden = !list.length;
    restore.hidden = !cleared.length;
    if (!picks.kept()) {
      const ids = list.filter((mark) => mark.startsWith("practices/")).map((mark) => mark.split("/")[1]);
      ways.querySelectorAll("a").forEach((link) => { link.search = `?p=${ids}`; });
    }
  }
  function announce(full) {
    tray.querySelector(".atd-tray-full").hidden = !full;
    status.textContent = tray.querySelector(full ? ".atd-tray-full" : "div > p").textContent;
  }
  function toggle(button) {
    const mark = button.dataset.pick;
    const had = picks.has(mark);
    const full = !had && !picks.add(mark);
    if (had) picks.remove(mark);
    if (picks.has(mark)) {
      shortcut.replaceChildren(...[...ways.children].map((link) => link.cloneNode(true)));
      button.after(shortcut);
    } else shortcut.remove();
    announce(full);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(BUTTON);
    if (button) toggle(button);
  });
  clear.addEventListener("click", () => {
    cleared = picks.list();
    picks.replace([]);
    announce(false);
    restore.focus();
  });
  restore.addEventListener("click", () => {
    picks.replace(cleared);
    announce(false);
    clear.focus();
  });
  picks.onChange(() => { showAll(document); showTray(); });
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) showAll(node);
  }).observe(document.getElementById("content"), { childList: true, subtree: true });
  document.documentElement.classList.add("atd-scripts");
  showAll(document);
  showTray();
})();
