/* Where the words at the arrows of the official sheet stand: beside the line, near its beginning, never over a symbol
   or over each other, and over another line only where there is no other place. Pure, in millimetres. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};

  var GAP = 0.5;
  var HALO = 0.5;                                      // white around the words, which would wipe out a border beside them

  var ASIDE = 3;                                       // as far beside its line a label may stand to keep off a border

  function overlaps(a, b, gap) {
    return a.x0 < b.x1 + gap && a.x1 > b.x0 - gap && a.y0 < b.y1 + gap && a.y1 > b.y0 - gap;
  }

  function box(x, y, w, h) { return { x0: x, y0: y, x1: x + w, y1: y + h }; }

  /* Boxes beside the points of a path, each with the way from the path's beginning. */
  function beside(points, w, h) {
    var result = [], gone = 0;
    for (var n = 1; n < points.length; n++) {
      var a = points[n - 1], b = points[n];
      var length = Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
      var sx = Math.sign(b[0] - a[0]), sy = Math.sign(b[1] - a[1]);
      for (var t = 0.6; t < length; t += 0.8) {
        var x = a[0] + sx * t, y = a[1] + sy * t, way = gone + t;
        if (sx) {
          var left = sx > 0 ? x : x - w;
          result.push({ at: box(left, y - GAP - h, w, h), way: way }, { at: box(left, y + GAP, w, h), way: way + 0.5 });
        } else {
          var top = sy > 0 ? y : y - h;
          for (var aside = 0; aside <= ASIDE; aside += 0.5) {
            result.push({ at: box(x + GAP + aside, top, w, h), way: way + aside });
            result.push({ at: box(x - GAP - aside - w, top, w, h), way: way + aside + 0.2 });
          }
        }
      }
      gone += length;
    }
    return result;
  }

  /* Every place of the area on a raster, for a label that finds none beside its line. */
  function anywhere(area, from, w, h) {
    var result = [];
    for (var y = area.y0; y + h <= area.y1; y += 1) {
      for (var x = area.x0; x + w <= area.x1; x += 1) {
        var far = Math.abs(x + w / 2 - from[0]) + Math.abs(y + h / 2 - from[1]);
        result.push({ at: box(x, y, w, h), way: 40 + 2 * far });
      }
    }
    return result;
  }

  function crossings(at, lines, own) {
    var cost = 0;
    lines.forEach(function (line) {
      for (var n = 1; n < line.titik.length; n++) {
        var a = line.titik[n - 1], b = line.titik[n];
        var piece = { x0: Math.min(a[0], b[0]), x1: Math.max(a[0], b[0]), y0: Math.min(a[1], b[1]), y1: Math.max(a[1], b[1]) };
        if (overlaps(at, piece, 0.1)) cost += line.id === own ? 14 : 18;
      }
    });
    return cost;
  }

  /* Place the labels.

     problem: {area: {x0, y0, x1, y1}, simpul: [boxes], garis: [{id, titik}], tegak: [x of the lanes' borders],
               mendatar: [y of the rows' borders], label: [{id, lebar, tinggi, titik}]}
       `titik` is what a label stands beside where that is not the line of its id.
     Returns [{id, x0, y0, x1, y1}]; a label that fits nowhere is left out. */
  function place(problem) {
    var lines = new Map(problem.garis.map(function (line) { return [line.id, line]; })), placed = [];
    problem.label.forEach(function (label) {
      var line = lines.get(label.id), points = label.titik || (line && line.titik);
      if (!points) return;
      var best = pick(beside(points, label.lebar, label.tinggi), label) ||
        pick(anywhere(problem.area, points[0], label.lebar, label.tinggi), label);
      if (best) placed.push({ id: label.id, x0: best.x0, y0: best.y0, x1: best.x1, y1: best.y1 });
    });
    function pick(candidates, label) {
      var best = null, least = Infinity;
      candidates.forEach(function (candidate) {
        var at = candidate.at, area = problem.area;
        if (candidate.way >= least) return;
        if (at.x0 < area.x0 || at.x1 > area.x1 || at.y0 < area.y0 || at.y1 > area.y1) return;
        if (problem.simpul.some(function (node) { return overlaps(at, node, 0.3); })) return;
        if (placed.some(function (other) { return overlaps(at, other, 0.3); })) return;
        var cost = candidate.way + crossings(at, problem.garis, label.id);
        problem.tegak.forEach(function (x) { if (x > at.x0 - HALO && x < at.x1 + HALO) cost += 6; });
        problem.mendatar.forEach(function (y) { if (y > at.y0 - 0.2 && y < at.y1 + 0.2) cost += 4; });
        if (cost < least) { least = cost; best = at; }
      });
      return best;
    }
    return placed;
  }

  lembar.label = { place: place };
})(window);
