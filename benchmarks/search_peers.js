/* The search engine of the site beside MiniSearch, on the same entries and the same words; run by search_peers.py.
   MiniSearch gets our roots, our terms and our slots: what is compared is how postings are held and entries scored.
   Its weights were found by a random search on the part of the questions that is open for tuning. */
"use strict";

const fs = require("fs"), vm = require("vm"), path = require("path");
const [library, site, asked] = process.argv.slice(2);

global.self = global;
const load = (file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), file);
const engine = path.join(__dirname, "..", "docs", "aset", "cari");
["kata.js", "indeks.js", "tanya.js", "hasil.js"].forEach((name) => load(path.join(engine, name)));
load(library);

const read = (name) => JSON.parse(fs.readFileSync(path.join(site, "search", name), "utf8"));
const { docs } = read("indeks.json"), known = read("kata.json"), order = read("urutan.json");
const { kata, indeks, tanya, hasil } = self.tlCari;

const WORTH = { form: 0.47, term: 0.29, begun: 0.26, unknown: 0.99, slip: 0.36, hint: 0.53 };
const BOOST = { page: 3.2, section: 2.9, step: 6.7, name: 2.8, context: 1.4, text: 0.9, above: 1.6 };
const BM25 = { k: 1.2, b: 0.55, d: 0.29 }, COVER = 2.07;
const PRIOR = [["temuan/", 0.45], ["panduan/data/", 0.8], ["panduan/penyusun/", 0.8]];
const FIELDS = Object.keys(BOOST);

/** Hold the entries in a MiniSearch; a term of several words stands as a word of its own beside them. */
function filled() {
  const roots = new Map(Object.entries(known.akar)), root = (word) => roots.get(word) || word;
  const starts = new Map(), pages = new Map();
  known.istilah.forEach((group, number) => group.forEach((form) => {
    const words = kata.words(form).map(root);
    if (words.length > 1) starts.set(words[0], [...(starts.get(words[0]) || []), { words, number }]);
  }));
  const mini = new MiniSearch({
    fields: FIELDS,
    processTerm: (word) => word,
    tokenize: (text) => {
      const all = kata.words(text).map(root), more = [];
      all.forEach((word, at) => (starts.get(word) || []).forEach((term) => {
        if (term.words.every((other, i) => all[at + i] === other)) more.push("#" + term.number);
      }));
      return all.concat(more);
    },
  });
  docs.forEach((doc, id) => {
    const address = doc.location.split("#")[0], title = indeks.plain(doc.title);
    if (!pages.has(address)) pages.set(address, id);
    const page = docs[pages.get(address)], isPage = page === doc;
    const called = (entry) => [...(entry.nama || []), ...(entry.konteks || [])].map(indeks.plain);
    mini.add({
      id,
      [isPage ? "page" : indeks.STEP.test(doc.location) ? "step" : "section"]: title,
      name: (doc.nama || []).map(indeks.plain).join("\n"),
      context: (doc.konteks || []).map(indeks.plain).join("\n"),
      text: indeks.plain(doc.text),
      above: isPage ? "" : [indeks.plain(page.title), ...called(page)].join("\n"),
    });
  });
  return mini;
}

/** Return what MiniSearch is asked for each word of a question: [{ word, parts: [[term, worth, options]] }]. */
function parts(question, asker) {
  const { index, terms } = asker, all = asker.content(question), open = /[\p{L}\p{N}]$/u.test(question);
  const slots = all.map((word, place) => {
    const slot = { word, root: word, parts: [] }, add = (...part) => slot.parts.push(part);
    if (index.has(word) || terms.words.has(word)) {
      slot.root = index.root(word);
      add(slot.root, WORTH.form, {});
      if (open && place === all.length - 1 && word.length > 2 && !/[0-9]/.test(word)) add(word, WORTH.begun, { prefix: true });
    } else if (word.length > 1 && index.beginning(word, 1).length) {
      slot.root = index.rootOf[index.beginning(word, 1)[0]];
      add(word, WORTH.unknown, { prefix: true });
    } else asker.corrected(word).forEach((other, i) => {
      if (!i) slot.root = index.root(other);
      add(index.root(other), WORTH.slip, {});
    });
    return slot;
  });
  const roots = slots.map((slot) => slot.root);
  for (let place = 0; place < slots.length; place += 1) {
    const found = terms.at(roots, place);
    if (!found.length) continue;
    const length = found[0].roots.length;
    found.filter((form) => form.roots.length === length).forEach((form) => {
      const others = terms.groups[form.group].map((other) => other.map((word) => index.root(word)))
        .filter((other) => other.length === 1 && other[0] !== form.roots.join(" "));
      slots.slice(place, place + length).forEach((slot) => {
        slot.parts.push(["#" + form.group, WORTH.term, {}], ...others.map(([other]) => [other, WORTH.term, {}]));
      });
    });
    place += length - 1;
  }
  return slots;
}

/** Return the entries that answer, best first. With `alone`, MiniSearch puts the words together by itself. */
function answer(mini, question, asker, alone) {
  const settings = { boost: BOOST, bm25: BM25, tokenize: (text) => [text], processTerm: (word) => word };
  const prior = (id) => (PRIOR.find(([start]) => docs[id].location.startsWith(start)) || ["", 1])[1];
  const slots = parts(question, asker).map((slot) => ({
    word: slot.word,
    queries: slot.parts.map(([term, worth, options]) => ({ queries: [term], boostTerm: () => worth, ...options })),
  }));
  if (alone) {
    return mini.search({ queries: slots.map(({ queries }) => ({ queries })) }, { ...settings, boostDocument: prior })
      .map(({ id, score }) => ({ place: id, score }));
  }
  const sums = new Map();
  let total = 0;
  slots.forEach(({ word, queries }) => {
    const best = new Map();
    queries.forEach((query) => mini.search(query, settings).forEach(({ id, score }) => {
      best.set(id, Math.max(score, best.get(id) || 0));
    }));
    if (!best.size) return;
    const worth = asker.asking.has(word) ? WORTH.hint : 1;
    const rarity = worth * Math.log(1 + (docs.length - best.size + 0.5) / (best.size + 0.5));
    total += rarity;
    best.forEach((score, id) => {
      const sum = sums.get(id) || { score: 0, cover: 0 };
      sums.set(id, { score: sum.score + score * worth, cover: sum.cover + rarity });
    });
  });
  return [...sums].map(([place, { score, cover }]) => ({ place, score: score * (cover / total) ** COVER * prior(place) }))
    .sort((a, b) => b.score - a.score || a.place - b.place);
}

/** Return what some work leaves behind, the processor's seconds that it took, and the megabytes that it holds. */
function measured(work) {
  const held = () => {
    global.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
  const before = held(), start = process.cpuUsage(), made = work(), { user, system } = process.cpuUsage(start);
  return { made, seconds: (user + system) / 1e6, megabytes: held() - before };
}

const ours = measured(() => new tanya.Asker(new indeks.Index(docs, known, order), known));
const peer = measured(filled);
const asker = ours.made, mini = peer.made;
const result = {
  build: [["ours", ours], ["MiniSearch", peer]].map(([name, { seconds, megabytes }]) => ({ name, seconds, megabytes })),
  serialised: JSON.stringify(mini).length / 1e6,
  answers: {},
};
const engines = {
  "ours": (question) => asker.ask(question).found,
  "MiniSearch, word by word": (question) => answer(mini, question, asker, false),
  "MiniSearch alone": (question) => answer(mini, question, asker, true),
};
const questions = JSON.parse(fs.readFileSync(asked, "utf8"));
Object.entries(engines).forEach(([name, ask]) => {
  result.answers[name] = questions.map((question) => {
    const slots = asker.ask(question).slots;
    return hasil.groups(ask(question), asker.index, slots).flatMap((group) => group.map((item) => item.location));
  });
});
process.stdout.write(JSON.stringify(result));
