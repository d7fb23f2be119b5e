/* What the theme's search leaves out: whole words alone are marked on the page that was reached, a count that is cut
   off is said to be so, and a question without an answer gets advice. */
(function () {
  "use strict";

  var MOST = 50; // as in cari/hasil.js: so many results are shown at most
  var LETTER = /[\p{L}\p{N}]/u;

  /** Take a mark off the words of which it covers only a part: the theme finds "iku" in "mengikuti" too. */
  function whole(mark) {
    var text = mark.textContent, before = mark.previousSibling, after = mark.nextSibling, from = 0, to = text.length;
    // A mark may cover several words side by side: the first and the last go where they are parts.
    if (before && LETTER.test(before.textContent.slice(-1))) from = /^[\p{L}\p{N}]*[^\p{L}\p{N}]*/u.exec(text)[0].length;
    if (after && LETTER.test(after.textContent.slice(0, 1))) to = text.search(/[^\p{L}\p{N}]*[\p{L}\p{N}]*$/u);
    if (!from && to === text.length) return;
    if (from >= to) { mark.replaceWith(text); return; }
    var rest = text.slice(from, to), kept = document.createElement("mark");
    kept.dataset.mdHighlight = "";
    kept.textContent = rest;
    mark.replaceWith(text.slice(0, from), kept, text.slice(to));
  }

  /** Look at the marks as soon as the theme has set them, which it does in one go and once a page. */
  function watchMarks() {
    var content = document.querySelector("[data-md-component=content]");
    if (!content || !new URLSearchParams(location.search).get("h")) return;
    function look() {
      var found = content.querySelectorAll("mark[data-md-highlight]");
      if (!found.length) return;
      watcher.disconnect();
      found.forEach(whole);
    }
    var watcher = new MutationObserver(look);
    watcher.observe(content, { childList: true, subtree: true });
    look();
  }

  /** Return the advice for a question that nothing answers, empty and hidden until then. */
  function advice(base) {
    var place = document.createElement("p"), link = document.createElement("a");
    place.className = "tl-cari-saran";
    place.setAttribute("role", "status");
    link.href = base + "/sop/";
    link.textContent = "daftar semua SOP";
    return {
      place: place,
      show: function (wanted) {
        if (wanted === place.hasChildNodes()) return;
        place.replaceChildren();
        if (wanted) place.append("Periksa ejaannya, pakai kata yang lebih pendek atau lebih umum, atau buka ", link, ".");
      }
    };
  }

  function watchCount() {
    var meta = document.querySelector(".md-search-result__meta"), config = document.getElementById("__config");
    if (!meta || !config) return;
    var told = JSON.parse(config.textContent), none = told.translations["search.result.none"], help = advice(told.base);
    var capped = told.translations["search.result.other"].replace("#", MOST);
    meta.after(help.place);
    new MutationObserver(function () {
      help.show(meta.textContent === none);
      if (meta.textContent === capped) meta.textContent = MOST + " hasil teratas; tambahkan kata untuk mempersempit";
    }).observe(meta, { childList: true, characterData: true, subtree: true });
  }

  watchMarks();
  watchCount();
})();
