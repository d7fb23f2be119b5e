/* Words at the arrows: their lines and their size, and how they are written. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var measure = lembar.ukuran.measure, make = lembar.bentuk.make, f = lembar.bentuk.f;
  var LABEL_PX = 8 * 96 / 72, MARK_PX = 7 * 96 / 72, LINE_MM = 3.3, LABEL_MOST = 20;

  /* A label's lines and its size; long words are squeezed rather than cut. */
  function labelSize(line) {
    var words = (line.edge.label || "").split(" ").filter(Boolean), rows = [], most = 15;
    words.forEach(function (word) {
      var last = rows[rows.length - 1];
      if (last !== undefined && measure(last + " " + word, LABEL_PX) <= most) rows[rows.length - 1] = last + " " + word;
      else rows.push(word);
    });
    var mark = line.edge.tanda || "", markWidth = mark ? measure(mark, MARK_PX) + 0.4 : 0;
    if (!rows.length) rows.push("");
    var widths = rows.map(function (row, n) {
      return Math.min(LABEL_MOST, measure(row, LABEL_PX)) + (n === rows.length - 1 ? markWidth : 0);
    });
    return {
      id: line.id, baris: rows, tanda: mark, lebar: Math.max.apply(null, widths) + 0.4,
      tinggi: rows.length * LINE_MM
    };
  }

  function drawLabel(svg, at, label) {
    var group = make("g", { "class": "lb-label", "data-garis": label.id });
    label.baris.forEach(function (row, n) {
      var element = make("text", { x: f(at.x0 + 0.2), y: f(at.y0 + LINE_MM * (n + 0.78)) }), wide = measure(row, LABEL_PX);
      element.textContent = row;
      if (wide > LABEL_MOST) {
        element.setAttribute("textLength", LABEL_MOST);
        element.setAttribute("lengthAdjust", "spacingAndGlyphs");
      }
      if (n === label.baris.length - 1 && label.tanda) {
        var mark = make("tspan", { "class": "lb-tanda", dy: "-0.6" });
        mark.textContent = label.tanda;
        if (row) mark.setAttribute("dx", "0.3");
        element.appendChild(mark);
      }
      group.appendChild(element);
    });
    svg.appendChild(group);
  }

  lembar.kata = { labelSize: labelSize, drawLabel: drawLabel };
})(window);
