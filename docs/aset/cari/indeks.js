/* The index: which words stand in which entry, by field; built once from the site's search index. Pure.
   A page's entry is followed by those of its sections and steps; they inherit what the page is called.
   MiniSearch was tried in its place: it finds as well, but takes nearly three times as long to fill with 2,000 SOPs
   (benchmarks/README.md), and the stems, terms, slots and groups would remain ours all the same. */
(function (scope) {
  "use strict";

  var kata = scope.tlCari.kata;
  // How much a word counts by where it stands. The title of a step is its text; a page's title names it.
  var WEIGHT = { page: 3.2, section: 2.6, step: 2, name: 2.2, context: 0.8, text: 1 };
  // How strongly a long field weakens each of its words (b of BM25F), and what a section inherits from its page.
  var LENGTH = { head: 0.25, text: 0.5 }, INHERITED = 0.35;
  var STEP = /#langkah-\d+$/;
  var GAP = 0; // stands between fields in the stream of words: a phrase never reaches across

  var ENTITIES = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"], ["nbsp", " "]]);

  /** Return the words of an entry without its markup; what comes out is text, not HTML. */
  function plain(markup) {
    return String(markup || "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, function (whole, name) {
        if (name[0] !== "#") return ENTITIES.get(name.toLowerCase()) || whole;
        var code = parseInt(/^#x/i.test(name) ? name.slice(2) : name.slice(1), /^#x/i.test(name) ? 16 : 10);
        return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : " ";
      })
      .replace(/\s+/g, " ")
      .trim();
  }

  function Index(docs, known) {
    this.roots = known.akar;
    this.kinds = new Map(Object.entries(known.jenis)); // folder -> what its pages are
    this.ids = new Map();       // word -> number, from 1
    this.list = [""];           // number -> word
    this.rootOf = [""];         // number -> root
    this.byRoot = new Map();    // root -> numbers
    this.postings = [null];     // number -> { docs, own, head }
    this.docs = [];             // { location, title, text, page, heads: [[from, to]], from, to, tail }
    this.stream = new Uint32Array(1 << 14);
    this.used = 0;
    this.fill(docs);
    this.sorted = null;
  }

  Index.prototype.number = function (word) {
    var id = this.ids.get(word);
    if (id === undefined) {
      id = this.list.length;
      this.ids.set(word, id);
      this.list.push(word);
      this.postings.push({ docs: [], own: [], head: [] });
      var root = Object.prototype.hasOwnProperty.call(this.roots, word) ? this.roots[word] : word;
      this.rootOf.push(root);
      if (!this.byRoot.has(root)) this.byRoot.set(root, []);
      this.byRoot.get(root).push(id);
    }
    return id;
  };

  Index.prototype.push = function (id) {
    if (this.used === this.stream.length) {
      var larger = new Uint32Array(this.stream.length * 2);
      larger.set(this.stream);
      this.stream = larger;
    }
    this.stream[this.used] = id;
    this.used += 1;
  };

  /** Put a text's words on the stream and return where they stand: [from, to]. */
  Index.prototype.put = function (text) {
    var from = this.used, all = kata.words(text);
    for (var i = 0; i < all.length; i += 1) this.push(this.number(all[i]));
    var to = this.used;
    this.push(GAP);
    return [from, to];
  };

  Index.prototype.fill = function (docs) {
    var self = this, pages = new Map(), total = 0;
    docs.forEach(function (doc) {
      var path = doc.location.split("#")[0], place = self.docs.length;
      var entry = { location: doc.location, title: plain(doc.title), text: plain(doc.text), page: place };
      if (pages.has(path)) entry.page = pages.get(path);
      else pages.set(path, place);
      var context = (doc.konteks || []).map(plain);
      entry.heads = [self.put(entry.title)].concat((doc.nama || []).map(plain).map(self.put, self));
      entry.context = context.map(self.put, self);
      entry.body = self.put(entry.text);
      total += entry.body[1] - entry.body[0];
      self.docs.push(entry);
    });
    this.average = Math.max(1, total / Math.max(1, this.docs.length));
    this.children = this.docs.map(function () { return []; });
    this.docs.forEach(function (doc, place) {
      if (doc.page !== place) self.children[doc.page].push(place);
      self.weigh(doc, place);
    });
  };

  /** Add an entry's words to the postings, each with its weight over all fields. */
  Index.prototype.weigh = function (doc, place) {
    var own = new Map(), head = new Map(), self = this;
    var isPage = doc.page === place, isStep = STEP.test(doc.location);
    function add(span, weight, norm, sums) {
      for (var i = span[0]; i < span[1]; i += 1) {
        var id = self.stream[i];
        own.set(id, (own.get(id) || 0) + weight / norm);
        if (sums) sums.set(id, (sums.get(id) || 0) + weight / norm);
      }
    }
    doc.heads.forEach(function (span, index) {
      var norm = 1 - LENGTH.head + LENGTH.head * (span[1] - span[0]) / 4;
      add(span, index ? WEIGHT.name : isPage ? WEIGHT.page : isStep ? WEIGHT.step : WEIGHT.section, Math.max(0.7, norm), head);
    });
    doc.context.forEach(function (span) { add(span, WEIGHT.context, 1, head); });
    var length = doc.body[1] - doc.body[0];
    add(doc.body, WEIGHT.text, 1 - LENGTH.text + LENGTH.text * length / this.average, null);
    own.forEach(function (weight, id) {
      var posting = self.postings[id];
      posting.docs.push(place);
      posting.own.push(weight);
      posting.head.push(Math.min(WEIGHT.page, head.get(id) || 0));
    });
  };

  /** Say whether the site has a word, or another form of it. */
  Index.prototype.has = function (word) { return this.ids.has(word) || this.byRoot.has(this.root(word)); };

  /** Return the root of a word: as the build gives it, else one of the roots at hand that its affixes leave. */
  Index.prototype.root = function (word) {
    if (Object.prototype.hasOwnProperty.call(this.roots, word)) return this.roots[word];
    if (this.byRoot.has(word)) return word;
    var byRoot = this.byRoot;
    return kata.strip(word, function (form) { return byRoot.has(form); });
  };

  /** Return the numbers of all words of a root. */
  Index.prototype.family = function (root) { return this.byRoot.get(root) || []; };

  /** Return the numbers of the words that begin with some letters, the most frequent first, at most `limit`. */
  Index.prototype.beginning = function (letters, limit) {
    if (!this.sorted) this.sorted = this.list.slice(1).sort();
    var low = 0, high = this.sorted.length, found = [], self = this;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (this.sorted[middle] < letters) low = middle + 1; else high = middle;
    }
    for (; low < this.sorted.length && this.sorted[low].startsWith(letters); low += 1) {
      found.push(this.ids.get(this.sorted[low]));
    }
    found.sort(function (a, b) { return self.postings[b].docs.length - self.postings[a].docs.length || a - b; });
    return found.slice(0, limit);
  };

  /** Return the numbers of the words that one slip of the finger makes of a word. */
  Index.prototype.nearest = function (word) {
    var found = [];
    for (var id = 1; id < this.list.length; id += 1) {
      if (this.list[id].length > 3 && kata.near(word, this.list[id])) found.push(id);
    }
    return found;
  };

  scope.tlCari.indeks = { Index: Index, plain: plain, INHERITED: INHERITED, STEP: STEP };
})(self);
