/* The index: which words stand in which entry, by field; from the site's search index, whose words the build has read.
   A page's entry is followed by those of its sections and steps; they inherit what the page is called.
   The reader waits for this with the first question. So how much a word counts where is found when somebody asks for it,
   and markup is taken off what is shown.
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
  var TITLE = 0, NAME = 1, CONTEXT = 2, BODY = 3; // kinds of fields, in their order
  var SPACE = 32, SURROGATES = 0xd800; // how the build writes the stream

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

  function Index(docs, known, read) {
    this.roots = known.akar;
    this.kinds = new Map(Object.entries(known.jenis)); // folder -> what its pages are
    this.docs = docs;                                  // the entries as the build wrote them
    this.list = [""].concat(read.kata);                // number -> word
    this.ids = new Map();       // word -> number, from 1
    this.rootOf = [""];         // number -> root
    this.byRoot = new Map();    // root -> numbers
    read.kata.forEach(this.know, this);
    this.pageOf = new Uint32Array(docs.length);        // entry -> the entry of its page
    this.children = docs.map(function () { return []; });
    this.fieldsOf = new Uint32Array(docs.length + 1);  // entry -> its first field
    // The fields of all entries, each with where it begins in the stream of words: it ends before the next one's gap.
    var count = docs.reduce(function (sum, doc) { return sum + size(doc.nama) + size(doc.konteks) + 2; }, 0);
    this.fields = { from: new Uint32Array(count + 1), kind: new Uint8Array(count), entry: new Uint32Array(count) };
    this.relate();
    this.place(decoded(read.urutan));
    this.weigh();
    this.invert();
    this.kept = new Map();      // number -> where the word stands, once it was asked for
    this.sorted = null;
  }

  function size(list) { return list ? list.length : 0; }

  /** Return the stream of words: the build wrote each as one character, and a space behind each field. */
  function decoded(text) {
    var stream = new Uint32Array(text.length), used = 0;
    for (var at = 0; at < text.length; at += 1) {
      var code = text.charCodeAt(at);
      if (code >= SURROGATES && code < SURROGATES + 0x800) {
        code = text.codePointAt(at);
        at += 1;
      }
      stream[used] = code - SPACE - (code < SURROGATES ? 0 : 0x800);
      used += 1;
    }
    return stream.subarray(0, used);
  }

  /** Remember a word that the site has, and its root. */
  Index.prototype.know = function (word, before) {
    var root = Object.prototype.hasOwnProperty.call(this.roots, word) ? this.roots[word] : word;
    this.ids.set(word, before + 1);
    this.rootOf.push(root);
    if (!this.byRoot.has(root)) this.byRoot.set(root, []);
    this.byRoot.get(root).push(before + 1);
  };

  /** Find the page and the fields of each entry. */
  Index.prototype.relate = function () {
    var self = this, fields = this.fields, pages = new Map(), field = 0;
    function add(kind, place) {
      fields.kind[field] = kind;
      fields.entry[field] = place;
      field += 1;
    }
    this.docs.forEach(function (doc, place) {
      var end = doc.location.indexOf("#"), path = end < 0 ? doc.location : doc.location.slice(0, end);
      var page = pages.get(path);
      if (page === undefined) pages.set(path, (page = place));
      else self.children[page].push(place);
      self.pageOf[place] = page;
      self.fieldsOf[place] = field;
      add(TITLE, place);
      for (var name = size(doc.nama); name; name -= 1) add(NAME, place);
      for (var word = size(doc.konteks); word; word -= 1) add(CONTEXT, place);
      add(BODY, place);
    });
    this.fieldsOf[this.docs.length] = field;
  };

  /** Find where each field begins; the stream belongs to these entries or the theme's search has to answer. */
  Index.prototype.place = function (stream) {
    var from = this.fields.from, field = 0;
    for (var at = 0; at < stream.length; at += 1) if (stream[at] === GAP) from[field += 1] = at + 1;
    if (field !== from.length - 1) throw new Error("urutan.json: " + field + ", bukan " + (from.length - 1));
    this.stream = stream;
  };

  /** Find how much a word counts in each field: shorter ones say more with it. */
  Index.prototype.weigh = function () {
    var fields = this.fields, count = fields.kind.length, total = 0, field;
    function length(at) { return fields.from[at + 1] - fields.from[at] - 1; }
    for (field = 0; field < count; field += 1) if (fields.kind[field] === BODY) total += length(field);
    var average = Math.max(1, total / Math.max(1, this.docs.length));
    fields.worth = new Float64Array(count);
    for (field = 0; field < count; field += 1) {
      var kind = fields.kind[field];
      if (kind === CONTEXT) fields.worth[field] = WEIGHT.context;
      else if (kind === BODY) fields.worth[field] = WEIGHT.text / (1 - LENGTH.text + LENGTH.text * length(field) / average);
      else {
        var norm = Math.max(0.7, 1 - LENGTH.head + LENGTH.head * length(field) / 4);
        fields.worth[field] = (kind === NAME ? WEIGHT.name : this.titleWeight(fields.entry[field])) / norm;
      }
    }
  };

  Index.prototype.titleWeight = function (place) {
    if (this.pageOf[place] === place) return WEIGHT.page;
    return STEP.test(this.docs[place].location) ? WEIGHT.step : WEIGHT.section;
  };

  /** Sort the stream by words: in which fields each of them stands, and in how many entries. */
  Index.prototype.invert = function () {
    var fields = this.fields, stream = this.stream, words = this.list.length, at, id;
    this.begins = new Uint32Array(words + 1); // number -> where its fields begin in `standing`
    for (at = 0; at < stream.length; at += 1) if (stream[at] !== GAP) this.begins[stream[at] + 1] += 1;
    for (id = 1; id <= words; id += 1) this.begins[id] += this.begins[id - 1];
    this.standing = new Uint32Array(this.begins[words]);
    this.frequency = new Uint32Array(words);
    var next = this.begins.slice(), last = new Int32Array(words).fill(-1);
    for (var field = 0; field < fields.kind.length; field += 1) {
      var entry = fields.entry[field], end = fields.from[field + 1] - 1;
      for (at = fields.from[field]; at < end; at += 1) {
        id = stream[at];
        this.standing[next[id]] = field;
        next[id] += 1;
        if (last[id] !== entry) {
          last[id] = entry;
          this.frequency[id] += 1;
        }
      }
    }
  };

  /** Return the entries that a word stands in, how much it counts in each, and what of that is in what they are called. */
  Index.prototype.posting = function (id) {
    if (this.kept.has(id)) return this.kept.get(id);
    var fields = this.fields, count = this.frequency[id], end = this.begins[id + 1], found = -1;
    var posting = { docs: new Uint32Array(count), own: new Float64Array(count), head: new Float64Array(count) };
    for (var at = this.begins[id]; at < end; at += 1) {
      var field = this.standing[at], entry = fields.entry[field];
      if (found < 0 || posting.docs[found] !== entry) posting.docs[found += 1] = entry;
      posting.own[found] += fields.worth[field];
      if (fields.kind[field] !== BODY) posting.head[found] = Math.min(WEIGHT.page, posting.head[found] + fields.worth[field]);
    }
    this.kept.set(id, posting);
    return posting;
  };

  /** Return where the fields of an entry stand in the stream, of the kinds from one to another: [[from, to]]. */
  Index.prototype.spans = function (place, first, last) {
    var fields = this.fields, found = [];
    for (var field = this.fieldsOf[place]; field < this.fieldsOf[place + 1]; field += 1) {
      if (fields.kind[field] >= first && fields.kind[field] <= last) {
        found.push([fields.from[field], fields.from[field + 1] - 1]);
      }
    }
    return found;
  };

  /** Return where the title and the names of an entry stand. */
  Index.prototype.heads = function (place) { return this.spans(place, TITLE, NAME); };

  /** Return where all that an entry is called, or is said with, stands. */
  Index.prototype.called = function (place) { return this.spans(place, TITLE, CONTEXT); };

  /** Return where the text of an entry stands. */
  Index.prototype.body = function (place) { return this.spans(place, BODY, BODY)[0]; };

  /** Return the title of an entry without markup. */
  Index.prototype.title = function (place) { return plain(this.docs[place].title); };

  /** Return the text of an entry without markup. */
  Index.prototype.text = function (place) { return plain(this.docs[place].text); };

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
    found.sort(function (a, b) { return self.frequency[b] - self.frequency[a] || a - b; });
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
