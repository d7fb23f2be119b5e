/* A question: the slots that it has, what may fill each, and how well each entry of the index answers. Pure.
   A slot is a word of the question; other forms of the word, terms of the same meaning, beginnings and misspellings
   fill it too, each for less. Entries that fill more of the question come first, however rare each word is. */
(function (scope) {
  "use strict";

  var kata = scope.tlCari.kata, INHERITED = scope.tlCari.indeks.INHERITED;
  var WORTH = { exact: 1, form: 0.9, term: 0.8, begun: 0.5, unknown: 0.75, slip: 0.7 };
  var SATURATION = 1.2;     // k1 of BM25
  var COVER = 2;            // how strongly an unfilled slot costs
  var SHORTEST_SLIP = 5, SHORTEST_BEGUN = 3, MOST_BEGUN = 40, LONGEST = 24;
  var NEIGHBOURS = { head: 0.16, body: 0.1, most: 4 };
  var CALLED = 0.9;         // how much being called exactly what is asked for counts
  var HINT = 0.5;           // what a word counts that only says what kind of page is wanted ("cara", "tugas")
  // Pages for those who write data or programs, not for those who follow a procedure.
  var PRIOR = [["temuan/", 0.8], ["panduan/data/", 0.8], ["panduan/penyusun/", 0.8]];
  var EXAMINED = 400;       // entries whose order of words is looked at
  var WEAK = 0.25;          // an entry that answers less than this share of how well the best one does is no answer

  function Terms(groups, index, stops) {
    var self = this;
    this.groups = groups.map(function (group) {
      return group.map(function (form) {
        return kata.words(form).filter(function (word) { return !stops.has(word); });
      }).filter(function (form) { return form.length; });
    });
    this.starts = new Map();
    this.groups.forEach(function (group, number) {
      group.forEach(function (form) {
        var roots = form.map(function (word) { return index.root(word); });
        if (!self.starts.has(roots[0])) self.starts.set(roots[0], []);
        self.starts.get(roots[0]).push({ roots: roots, group: number, words: form });
      });
    });
    this.words = new Set();
    this.groups.forEach(function (group) {
      group.forEach(function (form) { form.forEach(function (word) { self.words.add(word); }); });
    });
  }

  /** Return the terms that begin at a place among some roots, the longest first. */
  Terms.prototype.at = function (roots, place) {
    return (this.starts.get(roots[place]) || []).filter(function (form) {
      return form.roots.every(function (root, i) { return roots[place + i] === root; });
    }).sort(function (a, b) { return b.roots.length - a.roots.length; });
  };

  function Asker(index, known) {
    this.index = index;
    this.stops = new Set(known.henti);
    this.asking = new Set(known.petunjuk);
    this.terms = new Terms(known.istilah, index, this.stops);
    this.phrases = new Map();
  }

  /** Return the words that a question is about, without those that say nothing and without repetitions. */
  Asker.prototype.content = function (question) {
    var stops = this.stops, seen = new Set();
    var all = kata.words(question).filter(function (word) { return !seen.has(word) && seen.add(word); });
    var said = all.filter(function (word) { return !stops.has(word); });
    return (said.length ? said : all).slice(0, LONGEST);
  };

  /** Return a slip of the finger put right: the known words that it may stand for. */
  Asker.prototype.corrected = function (word) {
    if (word.length < SHORTEST_SLIP || /[0-9]/.test(word)) return [];
    var index = this.index;
    var found = index.nearest(word).map(function (id) { return index.list[id]; });
    this.terms.words.forEach(function (other) {
      if (found.indexOf(other) < 0 && kata.near(word, other)) found.push(other);
    });
    return found;
  };

  /** Return the slots of a question. */
  Asker.prototype.slots = function (question) {
    var self = this, index = this.index, asked = this.content(question), open = /[\p{L}\p{N}]$/u.test(question);
    var slots = asked.map(function (word, place) {
      var slot = { word: word, roots: [], words: new Map(), phrases: [] }, last = open && place === asked.length - 1;
      var isTerm = self.terms.words.has(word);
      function family(root, worth) {
        index.family(root).forEach(function (id) { self.offer(slot, id, worth); });
      }
      if (index.has(word) || isTerm) {
        slot.roots = [index.root(word)];
        family(slot.roots[0], WORTH.form);
        if (index.ids.has(word)) self.offer(slot, index.ids.get(word), WORTH.exact);
        if (last && word.length >= SHORTEST_BEGUN && !/[0-9]/.test(word)) {
          index.beginning(word, MOST_BEGUN).forEach(function (id) { self.offer(slot, id, WORTH.begun); });
        }
        return slot;
      }
      var begun = word.length >= SHORTEST_BEGUN - 1 ? index.beginning(word, MOST_BEGUN) : [];
      if (begun.length) {
        begun.forEach(function (id) { self.offer(slot, id, WORTH.unknown); });
        slot.roots = [index.rootOf[begun[0]]];
      } else {
        self.corrected(word).forEach(function (other) {
          var root = index.root(other);
          slot.roots.push(root);
          family(root, WORTH.slip - 0.05);
          if (index.ids.has(other)) self.offer(slot, index.ids.get(other), WORTH.slip);
        });
      }
      return slot;
    });
    this.join(slots);
    return slots;
  };

  Asker.prototype.offer = function (slot, id, worth) {
    if ((slot.words.get(id) || 0) < worth) slot.words.set(id, worth);
  };

  /** Offer to the slots that a term takes up every other term of the same meaning. */
  Asker.prototype.join = function (slots) {
    var self = this, index = this.index;
    var roots = slots.map(function (slot) { return slot.roots[0] || slot.word; });
    for (var place = 0; place < slots.length; place += 1) {
      var found = this.terms.at(roots, place);
      if (!found.length) continue;
      var length = found[0].roots.length;
      found.filter(function (form) { return form.roots.length === length; }).forEach(function (form) {
        self.terms.groups[form.group].forEach(function (other) {
          var meant = other.map(function (word) { return index.root(word); });
          if (meant.join(" ") === form.roots.join(" ")) return;
          for (var i = place; i < place + length; i += 1) {
            if (meant.length === 1) {
              index.family(meant[0]).forEach(function (id) { self.offer(slots[i], id, WORTH.term); });
            } else if (meant.every(function (root) { return index.byRoot.has(root); })) {
              slots[i].phrases.push(meant);
            }
          }
        });
      });
      place += length - 1;
    }
  };

  /** Return where roots stand side by side: entry -> { own, head }, as for a single word. */
  Asker.prototype.phrase = function (roots) {
    var key = roots.join(" ");
    if (this.phrases.has(key)) return this.phrases.get(key);
    var index = this.index, found = new Map();
    var rarest = roots.map(function (root) {
      return index.family(root).reduce(function (sum, id) { return sum + index.frequency[id]; }, 0);
    });
    var pick = rarest.indexOf(Math.min.apply(null, rarest)), seen = new Set();
    index.family(roots[pick]).forEach(function (id) {
      var posting = index.posting(id);
      posting.docs.forEach(function (place, at) {
        if (seen.has(place)) return;
        seen.add(place);
        var inHead = index.called(place).some(function (span) { return stands(index, roots, span); });
        var inBody = stands(index, roots, index.body(place));
        if (inHead || inBody) {
          var weight = posting.own[at], head = posting.head[at];
          found.set(place, { own: inHead ? weight : Math.min(weight, 1.5), head: inHead ? head : 0 });
        }
      });
    });
    this.phrases.set(key, found);
    return found;
  };

  function stands(index, roots, span) {
    for (var i = span[0]; i + roots.length <= span[1]; i += 1) {
      var j = 0;
      while (j < roots.length && index.rootOf[index.stream[i + j]] === roots[j]) j += 1;
      if (j === roots.length) return true;
    }
    return false;
  }

  /** Return, for one slot, how well each entry fills it: its own words and those of the page that it belongs to. */
  Asker.prototype.fill = function (slot) {
    var index = this.index, own = new Map(), heads = new Map(), self = this;
    function add(place, weight, head, worth, roots) {
      var sums = own.get(place);
      if (!sums) own.set(place, (sums = { forms: 0, best: 0 }));
      if (roots) sums.forms += weight * worth; else sums.best = Math.max(sums.best, weight * worth);
      if (head) heads.set(place, Math.max(heads.get(place) || 0, head * worth));
    }
    slot.words.forEach(function (worth, id) {
      var posting = index.posting(id), kin = slot.roots.indexOf(index.rootOf[id]) >= 0;
      for (var i = 0; i < posting.docs.length; i += 1) {
        add(posting.docs[i], posting.own[i], posting.head[i], worth, kin);
      }
    });
    slot.phrases.forEach(function (roots) {
      self.phrase(roots).forEach(function (weight, place) { add(place, weight.own, weight.head, WORTH.term, false); });
    });
    slot.found = own.size;
    slot.rarity = Math.log(1 + (index.docs.length - own.size + 0.5) / (own.size + 0.5));
    var filled = new Map();
    own.forEach(function (sums, place) { filled.set(place, Math.max(sums.forms, sums.best)); });
    heads.forEach(function (head, page) {
      index.children[page].forEach(function (place) {
        filled.set(place, (filled.get(place) || 0) + head * INHERITED);
      });
    });
    slot.filled = filled;
    return filled;
  };

  /** Return the entries that answer a question, best first: [{ place, score, slots }], and its slots. */
  Asker.prototype.ask = function (question) {
    var index = this.index, self = this, slots = this.slots(question), scores = new Map(), total = 0;
    slots.forEach(function (slot) {
      self.fill(slot);
      if (!slot.found) return;
      if (self.asking.has(slot.word)) slot.rarity *= HINT;
      total += slot.rarity;
      slot.filled.forEach(function (weight, place) {
        var sum = scores.get(place);
        if (!sum) scores.set(place, (sum = { place: place, score: 0, cover: 0 }));
        sum.score += slot.rarity * weight * (SATURATION + 1) / (weight + SATURATION);
        sum.cover += slot.rarity * Math.min(1, 0.4 + weight);
      });
    });
    var found = Array.from(scores.values());
    found.forEach(function (sum) { sum.score *= Math.pow(sum.cover / total, COVER) * prior(index.docs[sum.place]); });
    found.sort(byScore);
    found.slice(0, EXAMINED).forEach(function (sum) { sum.score *= self.order(slots, sum.place); });
    found.sort(byScore);
    var least = found.length ? found[0].score * WEAK : 0;
    return { found: found.filter(function (sum) { return sum.score >= least; }), slots: slots };
  };

  function prior(doc) {
    var found = PRIOR.find(function (item) { return doc.location.startsWith(item[0]); });
    return found ? found[1] : 1;
  }

  function byScore(a, b) { return b.score - a.score || a.place - b.place; }

  /** Return by how much an entry gains because words stand in the order of the question, or because it is called so. */
  Asker.prototype.order = function (slots, place) {
    var index = this.index, most = NEIGHBOURS.most, heads = index.heads(place);
    function fits(id) {
      var mask = 0;
      for (var i = 0; i < slots.length; i += 1) if (slots[i].words.has(id)) mask |= 1 << i;
      return mask;
    }
    function pairs(span) {
      var count = 0, before = 0;
      for (var i = span[0]; i < span[1] && count < most; i += 1) {
        var here = fits(index.stream[i]);
        if (before && here & (before << 1)) count += 1;
        before = here;
      }
      return count;
    }
    var gain = 1 + NEIGHBOURS.head * Math.max.apply(null, heads.map(pairs)) + NEIGHBOURS.body * pairs(index.body(place));
    var asked = slots.filter(function (slot) { return slot.found; }), stops = this.stops, called = 0;
    heads.forEach(function (span) {
      var hit = 0, said = 0, all = 0;
      for (var i = span[0]; i < span[1]; i += 1) {
        var id = index.stream[i];
        if (stops.has(index.list[id])) continue;
        all += 1;
        var mask = fits(id);
        if (mask) hit += 1;
        said |= mask;
      }
      var filled = asked.filter(function (slot) { return said & (1 << slots.indexOf(slot)); }).length;
      if (all) called = Math.max(called, Math.pow(hit / all, 2) * Math.pow(filled / Math.max(1, asked.length), 2));
    });
    return gain * (1 + (index.pageOf[place] === place ? CALLED : CALLED / 3) * called);
  };

  scope.tlCari.tanya = { Asker: Asker };
})(self);
