/* Two ways of finding entries: Pagefind over the web, and the cards of this page where there is
   no server. Both answer {total, open(from, to)} and numbers by value of a filter. */
(() => {
  const fits = (facets, chosen, except) =>
    [...chosen].every(([name, values]) => name === except || !values.length || values.some((value) => (facets[name] || []).includes(value)));

  function overTheWeb(pagefind, collection) {
    const filters = (ask, except) => ({
      collection,
      ...Object.fromEntries([...ask.chosen].filter(([name, values]) => values.length && name !== except).map(([name, any]) => [name, { any }])),
    });
    const open = (one) => one.data().then((data) => ({ ...data.meta, excerpt: data.excerpt }));
    return {
      async find(ask) {
        const sort = ask.sort ? { [ask.sort]: "desc" } : {};
        const { results } = await pagefind.search(ask.words || null, { filters: filters(ask), sort });
        return { total: results.length, open: (from, to) => Promise.all(results.slice(from, to).map(open)) };
      },
      /* The numbers of a filter are a file of their own, which is loaded when they are first asked for. */
      async count(ask, name, values) {
        await pagefind.preload(ask.words || "", { filters: { [name]: { any: values } } });
        return (await pagefind.search(ask.words || null, { filters: filters(ask, name) })).filters[name] || {};
      },
      /* How many entries of each collection hold the words, whatever else is asked. */
      async elsewhere(ask) {
        return ask.words ? (await pagefind.search(ask.words)).filters.collection || {} : {};
      },
    };
  }

  function onThisPage(form) {
    const facets = JSON.parse(document.getElementById("facets").textContent);
    const address = (card) => card.querySelector("a").href.replace(/index\.html$/, "").split("/").slice(-3).join("/");
    const all = new Map([...form.querySelectorAll(".whole .card")].map((card) => [address(card), card])); /* some stand in two groups */
    const known = [...all.values()].map((card) => ({ card, words: card.textContent.toLowerCase(), facets: facets[address(card)] || {} }));
    const told = (ask) => known.filter((one) => ask.words.toLowerCase().split(/\s+/).every((word) => one.words.includes(word)));
    return {
      here: true,
      elsewhere: async () => ({}),
      async find(ask) {
        const hits = told(ask).filter((one) => fits(one.facets, ask.chosen));
        return { total: hits.length, open: async (from, to) => hits.slice(from, to).map((one) => ({ node: one.card.cloneNode(true) })) };
      },
      async count(ask, name) {
        const numbers = {};
        for (const one of told(ask)) {
          if (fits(one.facets, ask.chosen, name)) for (const value of one.facets[name] || []) numbers[value] = (numbers[value] || 0) + 1;
        }
        return numbers;
      },
    };
  }

  let engine;
  const start = async (form) => {
    if (location.protocol === "file:") return onThisPage(form);
    try {
      const pagefind = await import(new URL(`${form.dataset.search}pagefind.js`, location.href).href);
      await pagefind.options({ noWorker: true, excerptLength: 24 });
      await pagefind.init();
      return overTheWeb(pagefind, form.dataset.collection);
    } catch {
      return onThisPage(form); /* a browser without WebAssembly, or a network that broke */
    }
  };
  window.atd = { ...window.atd, finding: (form) => (engine ||= start(form)) };
})();
