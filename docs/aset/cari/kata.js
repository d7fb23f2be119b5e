/* Words: reading them from a text, their roots, and the nearest known word to a misspelt one. Pure; no page, no worker.
   The affixes are those of scripts/stemming.py; the build gives the roots of all words that the site has. */
(function (scope) {
  "use strict";

  var VOWELS = "aiueo", ALL = "abcdefghijklmnopqrstuvwxyz", SHORTEST = 3, LAYERS = 3;
  var DERIVING = ["kan", "an", "i"];
  var PARTICLES = [["lah", "kah", "tah", "pun"], ["ku", "mu", "nya"]];
  var NEVER = { be: "i", di: "an", ke: "i kan", me: "an", se: "an i kan", te: "an" };
  // Shape, prefix, letters that may follow, letter that it swallowed, 1 for a reading that gives way to a plainer one.
  var PREFIXES = [["di", "di", ALL, "", 0], ["ke", "ke", ALL, "", 0], ["se", "se", ALL, "", 1]];
  ["be", "te", "pe"].forEach(function (kind) {
    PREFIXES.push([kind + "r", kind, ALL, "", 0], [kind, kind, ALL, "", 1]);
  });
  ["be", "pe"].forEach(function (kind) { PREFIXES.push([kind + "l", kind, "a", "", 0]); });
  ["me", "pe"].forEach(function (kind) {
    PREFIXES.push(
      [kind, kind, "lmnrwy", "", kind === "pe" ? 1 : 0],
      [kind + "m", kind, "bfvp", "", 0], [kind + "m", kind, VOWELS, "p", 0],
      [kind + "n", kind, "cdjzst", "", 0], [kind + "n", kind, VOWELS, "t", 0],
      [kind + "ng", kind, VOWELS + "ghk", "", 0], [kind + "ng", kind, VOWELS, "k", 1],
      [kind + "ny", kind, VOWELS, "s", 0], [kind + "nge", kind, ALL, "", 0]
    );
  });

  /** Return the words of a text with their places, in lower case: [{ word, start, end }]. */
  function read(text) {
    var found = [], pattern = /[\p{L}\p{N}]+/gu, match;
    while ((match = pattern.exec(text))) {
      found.push({ word: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length });
    }
    return found;
  }

  /** Return only the words of a text, in lower case. */
  function words(text) {
    return (text.match(/[\p{L}\p{N}]+/gu) || []).map(function (word) { return word.toLowerCase(); });
  }

  function cut(forms, suffixes) {
    var more = forms.slice();
    forms.forEach(function (form) {
      suffixes.forEach(function (suffix) { if (form.endsWith(suffix)) more.push(form.slice(0, -suffix.length)); });
    });
    return more;
  }

  /** Return the root of a word that affixes leave: one that `known` accepts; the word itself where there is none. */
  function strip(word, known) {
    if (!/^[a-z]+$/.test(word)) return word;
    var best = null;
    function consider(form, doubt) {
      if (!known(form)) return;
      if (!best || doubt < best.doubt || (doubt === best.doubt && form.length > best.form.length)) {
        best = { form: form, doubt: doubt };
      }
    }
    function unprefix(base, suffix) {
      var layer = [[base, 0]];
      consider(base, 0);
      for (var depth = 0; depth < LAYERS; depth += 1) {
        var shorter = [];
        layer.forEach(function (item) {
          PREFIXES.forEach(function (prefix) {
            if (!item[0].startsWith(prefix[0])) return;
            var rest = item[0].slice(prefix[0].length);
            if (!rest || prefix[2].indexOf(rest[0]) < 0) return;
            if (depth === 0 && suffix && (NEVER[prefix[1]] || "").split(" ").indexOf(suffix) >= 0) return;
            if (rest.length + prefix[3].length >= SHORTEST) shorter.push([prefix[3] + rest, item[1] + prefix[4]]);
          });
        });
        shorter.forEach(function (item) { consider(item[0], item[1]); });
        layer = shorter;
      }
    }
    PARTICLES.reduce(cut, [word]).forEach(function (form) {
      unprefix(form, "");
      DERIVING.forEach(function (suffix) {
        if (form.endsWith(suffix)) unprefix(form.slice(0, -suffix.length), suffix);
      });
    });
    return best ? best.form : word;
  }

  /** Say whether two words differ by one letter: left out, added, replaced, or exchanged with its neighbour. */
  function near(one, other) {
    var gap = one.length - other.length, start = 0, end = 0;
    if (gap > 1 || gap < -1 || one === other) return false;
    var shorter = Math.min(one.length, other.length);
    while (start < shorter && one[start] === other[start]) start += 1;
    while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    var left = one.slice(start, one.length - end), right = other.slice(start, other.length - end);
    if (left.length <= 1 && right.length <= 1) return true;
    return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  }

  scope.tlCari = scope.tlCari || {};
  scope.tlCari.kata = { read: read, words: words, strip: strip, near: near };
})(self);
