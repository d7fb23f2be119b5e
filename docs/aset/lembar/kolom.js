/* The columns of the flowchart: how wide each is, and what of its words fits. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var PX = lembar.ukuran.PX, measure = lembar.ukuran.measure, main = document.getElementById("lembar");

  /* Widths in millimetres: lanes as wide as their headings need where there is room, and every column of words at least as
     wide as its longest word. */
  function columns(table, width) {
    var lanes = table.querySelectorAll(".lb-k-lajur"), n = Math.max(lanes.length, 1), number = 9;
    var wish = { kegiatan: 60, kelengkapan: 36, waktu: 21, output: 34, keterangan: 27 };
    var wished = 178, least = 118;
    var heading = 0;
    table.querySelectorAll("thead .lb-lajur").forEach(function (cell) { heading = Math.max(heading, longestWord(cell)); });
    var lane = Math.max(13, Math.min(25, (width - number - wished) / n), Math.min(21, heading));
    var need = {}, heads = table.querySelectorAll("thead th:not(.lb-lajur):not([colspan])");
    Object.keys(wish).forEach(function (name, k) {       // in the order of the head: No, Kegiatan, Keterangan, then Mutu Baku
      need[name] = Math.max(12, longestWord(heads[{ kegiatan: 1, keterangan: 2 }[name] || k + 2]));
    });
    table.querySelectorAll("tbody tr[data-baris]").forEach(function (row) {
      var cells = row.querySelectorAll("td:not(.lb-sel)"), names = Object.keys(wish);
      if (cells.length < 6) names.splice(2, 1);          // a merged cell above covers Waktu
      names.forEach(function (name, k) { need[name] = Math.max(need[name], longestWord(cells[k + 1])); });
    });
    var needed = Object.keys(need).reduce(function (sum, name) { return sum + need[name]; }, 0);
    lane = Math.min(lane, Math.max(10.5, (width - number - Math.max(least, needed)) / n));
    lane = Math.max(5, Math.min(lane, (width - number - least * 0.8) / n));
    var widths = shares(wish, need, width - number - lane * n);
    table.querySelector(".lb-k-no").style.width = number + "mm";
    lanes.forEach(function (col) { col.style.width = lane + "mm"; });
    Object.keys(widths).forEach(function (name) { table.querySelector(".lb-k-" + name).style.width = widths[name] + "mm"; });
    var symbol = lane >= 18 ? Math.min(16, lane - 7) : Math.max(lane - 5.4, lane * 0.5);
    main.style.setProperty("--lb-simbol", symbol + "mm");
    return { width: lane, symbol: symbol };
  }

  /* The width of a cell's longest word with its padding; very long ones may break. */
  function longestWord(cell) {
    var style = getComputedStyle(cell), px = parseFloat(style.fontSize), bold = style.fontWeight >= 600 ? "bold " : "", most = 0;
    cell.textContent.slice(0, 2000).split(/[\s\u00ad-]+/).forEach(function (word) {
      most = Math.max(most, measure(word, px, bold));
    });
    var padding = (parseFloat(style.paddingLeft) + parseFloat(style.paddingRight)) / PX;
    return most > 32 ? 12 : most + padding + 0.8;
  }

  /* Divide a width as wished, but give each part what it needs, as long as there is enough. */
  function shares(wish, need, width) {
    var names = Object.keys(wish), result = {}, fixed = {};
    var needed = names.reduce(function (sum, name) { return sum + need[name]; }, 0);
    if (needed > width) need = names.reduce(function (all, name) { all[name] = 0; return all; }, {});
    for (var again = true; again;) {
      again = false;
      var rest = width, sum = 0;
      names.forEach(function (name) { if (fixed[name]) rest -= need[name]; else sum += wish[name]; });
      names.forEach(function (name) {
        result[name] = fixed[name] ? need[name] : rest * wish[name] / sum;
        if (!fixed[name] && result[name] < need[name] - 1e-9) { fixed[name] = true; again = true; }
      });
    }
    return result;
  }

  /* Headings that are wider than their lane stand upright; words that do not fit into a symbol are left out. */
  function fitWords(table) {
    var heads = Array.prototype.slice.call(table.querySelectorAll("thead .lb-lajur"));
    var wide = heads.some(function (head) {
      var span = head.firstElementChild;
      return span && span.scrollWidth > span.clientWidth + 1;
    });
    if (wide) {
      heads.forEach(function (head) { head.classList.add("lb-tegak"); });
      ["26mm", "34mm", "44mm", "60mm"].some(function (most) {
        main.style.setProperty("--lb-tegak", most);
        return heads.every(function (head) { return head.scrollWidth <= head.clientWidth + 1; });
      });
    }
    table.querySelectorAll(".lb-dalam").forEach(function (inside) {
      var symbol = inside.parentElement, words = inside.querySelector(".lb-kata"), mark = inside.querySelector(".lb-tanda");
      var room = symbol.clientWidth * (symbol.classList.contains("lb-keputusan") ? 0.68 : 1) - 5;
      if (inside.offsetWidth <= room) return;
      if (words && words.offsetWidth > room) symbol.classList.add("lb-sempit");
      if (mark && inside.offsetWidth > room) symbol.classList.add("lb-tanda-luar");
    });
  }

  lembar.kolom = { columns: columns, fitWords: fitWords };
})(window);
