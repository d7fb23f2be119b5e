/* The lines of the grid that arrows may follow, between the symbols of one page. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var HEAD = 2.8;                                      // an arrow's last piece is at least this long where it can be

  /* Evenly spaced positions between two walls, at least one. */
  function tracks(from, to, clearFrom, clearTo, spacing, most) {
    var a = from + clearFrom, b = to - clearTo;
    if (b <= a) return [(from + to) / 2];
    var n = Math.min(most, Math.floor((b - a) / spacing) + 1), result = [];
    if (n === 1) return [(a + b) / 2];
    for (var i = 0; i < n; i++) result.push(a + (b - a) * i / (n - 1));
    return result;
  }

  /* Sorted positions without near doubles; those that must stay are kept, others give way to them. */
  function distinct(fixed, optional) {
    var lines = fixed.slice().sort(ascending).filter(function (v, i, all) { return !i || v - all[i - 1] > 1e-6; });
    optional.slice().sort(ascending).forEach(function (v) {
      if (lines.every(function (u) { return Math.abs(u - v) > 0.45; })) lines.push(v);
    });
    return lines.sort(ascending);
  }

  function ascending(a, b) { return a - b; }

  function merged(spans) {
    var result = [];
    spans.slice().sort(function (a, b) { return a[0] - b[0]; }).forEach(function (span) {
      var last = result[result.length - 1];
      if (last && span[0] <= last[1] + 0.5) last[1] = Math.max(last[1], span[1]);
      else result.push([span[0], span[1]]);
    });
    return result;
  }

  function verticals(problem) {
    var fixed = [], optional = [];
    problem.lajur.forEach(function (lane) {
      var middle = (lane.s0 + lane.s1) / 2, quarter = (lane.s1 - lane.s0) / 4;
      optional.push(middle, middle - quarter, middle + quarter);
      optional = optional.concat(tracks(lane.x0, lane.s0, 0.6, 0.9, 1, 4), tracks(lane.s1, lane.x1, 0.9, 0.6, 1, 4));
    });
    problem.simpul.forEach(function (node) {
      fixed.push((node.x0 + node.x1) / 2);
      if (node.bentuk === "halaman") optional.push(node.x0 - 0.5, node.x1 + 0.5);
    });
    return distinct(fixed, optional);
  }

  /* Lines right above a symbol leave no room for an arrow's head: they are there for want of others, at a price. */
  function horizontals(problem) {
    var fixed = [], optional = [], tight = [];
    problem.simpul.forEach(function (node) { fixed.push((node.y0 + node.y1) / 2); });
    problem.baris.forEach(function (row) {
      var inside = problem.simpul.filter(function (node) { return node.y0 < row.y1 && node.y1 > row.y0; });
      var spans = merged(inside.map(function (node) { return [Math.max(node.y0, row.y0), Math.min(node.y1, row.y1)]; }));
      var from = row.y0, clear = 0.9;
      spans.forEach(function (span) {
        if (span[0] - from > clear + HEAD) optional = optional.concat(tracks(from, span[0], clear, HEAD, 1, 4));
        tight = tight.concat(tracks(from, span[0], clear, 1.4, 1, 3));
        from = span[1];
        clear = 1.4;
      });
      optional = optional.concat(tracks(from, row.y1, clear, 0.9, 1, 4));
    });
    var roomy = distinct(fixed, optional);
    var all = distinct(roomy, tight);
    return { garis: all, sempit: all.map(function (y) { return roomy.indexOf(y) < 0 ? 1 : 0; }) };
  }

  lembar.kisi = { HEAD: HEAD, verticals: verticals, horizontals: horizontals };
})(window);
