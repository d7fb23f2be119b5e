/* Results as the theme's list shows them: groups of a page with its sections, steps on their own. Pure.
   The theme puts titles and texts into the page as HTML; everything here is escaped, and only <mark> is added. */
(function (scope) {
  "use strict";

  var kata = scope.tlCari.kata, STEP = scope.tlCari.indeks.STEP;
  var MOST = 50, MOST_SECTIONS = 6, MOST_STEPS = 3, SNIPPET = 260, AROUND = 70;

  function escaped(text) {
    return text.replace(/[&<>"']/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; });
  }

  /** Return the places in a text that answer a question: [{ start, end, slot }], in order. */
  function matches(text, index, slots) {
    var all = kata.read(text), found = [];
    var roots = all.map(function (item) { return index.root(item.word); });
    all.forEach(function (item, at) {
      var id = index.ids.get(item.word);
      slots.forEach(function (slot, number) {
        if (id !== undefined && slot.words.has(id)) found.push({ start: item.start, end: item.end, slot: number });
        slot.phrases.forEach(function (phrase) {
          if (!phrase.every(function (root, i) { return roots[at + i] === root; })) return;
          phrase.forEach(function (_, i) {
            found.push({ start: all[at + i].start, end: all[at + i].end, slot: number });
          });
        });
      });
    });
    return found.sort(function (a, b) { return a.start - b.start || a.end - b.end; });
  }

  /** Return a text from one place to another as HTML, with what answers the question marked. */
  function marked(text, from, to, found) {
    var html = "", at = from;
    found.forEach(function (match) {
      if (match.start < at || match.end > to) return;
      html += escaped(text.slice(at, match.start)) + "<mark>" + escaped(text.slice(match.start, match.end)) + "</mark>";
      at = match.end;
    });
    return html + escaped(text.slice(at, to));
  }

  /** Return the part of a text in which most of the question stands, as HTML. */
  function snippet(text, found) {
    if (text.length <= SNIPPET) return marked(text, 0, text.length, found);
    var best = 0, most = -1;
    found.forEach(function (match) {
      var seen = new Set();
      found.forEach(function (other) {
        if (other.start >= match.start && other.end <= match.start + SNIPPET - AROUND) seen.add(other.slot);
      });
      if (seen.size > most) { most = seen.size; best = match.start; }
    });
    var from = best <= AROUND ? 0 : text.indexOf(" ", best - AROUND) + 1;
    if (from > best) from = best;
    var to = from + SNIPPET >= text.length ? text.length : text.lastIndexOf(" ", from + SNIPPET);
    if (to <= best) to = Math.min(text.length, from + SNIPPET);
    return (from ? "… " : "") + marked(text, from, to, found) + (to < text.length ? " …" : "");
  }

  /** Return the words to be marked on the page that is reached, and the words of the question that it lacks. */
  function terms(text, found, slots, sum) {
    var result = {}, present = new Set();
    found.map(function (match) { return text.slice(match.start, match.end); })
      .filter(function (word) { return word.length > 1; })
      .sort(function (a, b) { return b.length - a.length; })
      .forEach(function (word) { present.add(word.toLowerCase()); });
    present.forEach(function (word) { result[word] = true; });
    slots.forEach(function (slot) {
      if (!slot.filled.has(sum.place) && !present.has(slot.word)) result[slot.word] = false;
    });
    return result;
  }

  /** Return what kind of page an entry is, as HTML before its title; sections stand below their page and say nothing. */
  function kind(location, index, alone) {
    var name = alone ? "Langkah SOP" : location.indexOf("#") < 0 && index.kinds.get(location.split("/")[0]);
    return name ? '<span class="tl-cari-jenis">' + escaped(name) + "</span> " : "";
  }

  function item(sum, index, slots, alone) {
    var location = index.docs[sum.place].location, name = index.title(sum.place), said = index.text(sum.place);
    var inTitle = matches(name, index, slots), inText = matches(said, index, slots);
    var found = inTitle.concat(inText.map(function (match) {
      return { start: match.start + name.length + 1, end: match.end + name.length + 1, slot: match.slot };
    }));
    var title = kind(location, index, alone) + marked(name, 0, name.length, inTitle);
    var text = snippet(said, inText);
    if (alone) {
      // The theme shows no text below a result that stands on its own; it goes into the title's place.
      title += '<small class="tl-cari-asal">' + escaped(index.title(index.pageOf[sum.place])) + "</small>" +
        '<span class="tl-cari-teks">' + text + "</span>";
    }
    else if (text) text = "<p>" + text + "</p>";
    var present = terms(name + "\n" + said, found, slots, sum);
    return { location: location, title: title, text: text, score: sum.score, terms: present };
  }

  /** Return the groups of results, best first. */
  function groups(found, index, slots) {
    var byPage = new Map(), order = [];
    found.forEach(function (sum) {
      var page = index.pageOf[sum.place], group = byPage.get(page);
      if (!group) byPage.set(page, (group = { page: { place: page, score: 0 }, sections: [], steps: [] }));
      if (sum.place === page) group.page = sum; else group.sections.push(sum);
    });
    byPage.forEach(function (group) {
      var rest = [];
      group.sections.forEach(function (sum) {
        var isStep = STEP.test(index.docs[sum.place].location);
        if (isStep && sum.score > group.page.score && group.steps.length < MOST_STEPS) group.steps.push(sum);
        else rest.push(sum);
      });
      group.steps.forEach(function (sum) { order.push({ score: sum.score, alone: true, sums: [sum] }); });
      var shown = [group.page].concat(rest.slice(0, MOST_SECTIONS)).sort(function (a, b) { return b.score - a.score; });
      if (group.page.score > 0 || rest.length) order.push({ score: shown[0].score, alone: false, sums: shown });
    });
    order.sort(function (a, b) { return b.score - a.score || a.sums[0].place - b.sums[0].place; });
    return order.slice(0, MOST).map(function (group) {
      return group.sums.map(function (sum) { return item(sum, index, slots, group.alone); });
    });
  }

  /** Return what the theme's box may offer behind the last word typed: one whole word. */
  function suggestion(question, index) {
    var last = /[\p{L}\p{N}]{3,}$/u.exec(question.toLowerCase());
    var found = last ? index.beginning(last[0], 1) : [];
    return found.map(function (id) { return index.list[id]; });
  }

  scope.tlCari.hasil = { groups: groups, suggestion: suggestion, escaped: escaped };
})(self);
