/* The rows of the flowchart over pages: which stay together, and which arrows leave a page. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var splitRow = lembar.potong.splitRow;

  /* Arrows that leave the rows a…b: by the upper edge (from or to a row before) or by the lower one. */
  function crossing(edges, a, b) {
    var result = { atas: [], bawah: [] };
    edges.forEach(function (edge) {
      var from = edge.barisDari >= a && edge.barisDari <= b, to = edge.barisKe >= a && edge.barisKe <= b;
      if (from === to) return;
      var other = from ? edge.barisKe : edge.barisDari;
      result[other < a ? "atas" : "bawah"].push(edge);
    });
    return result;
  }

  /* Groups of rows that a page break may not part: those that one merged cell joins. */
  function unitsOf(rows) {
    var units = [], left = 0;
    rows.forEach(function (row) {
      var step = row.dataset.baris === undefined ? [] : [Number(row.dataset.baris)];
      if (left > 0 || !step.length) {
        var unit = units[units.length - 1];
        unit.rows.push(row);
        unit.steps = unit.steps.concat(step);
      } else {
        units.push({ rows: [row], steps: step });
      }
      var spans = Array.prototype.map.call(row.cells, function (cell) { return cell.rowSpan; });
      left = Math.max(left, Math.max.apply(null, spans)) - 1;
    });
    return units;
  }

  function height(unit) {
    return unit.rows.reduce(function (sum, row) { return sum + row.getBoundingClientRect().height; }, 0);
  }

  /* Part a group into single rows; a merged cell becomes one cell a row. */
  function part(unit) {
    var open = [];
    return unit.rows.map(function (row) {
      open.forEach(function (cell) {
        if (cell.left > 0) {
          cell.left--;
          var copy = cell.cell.cloneNode(false);
          copy.removeAttribute("rowspan");
          copy.classList.add("lb-tiada");
          copy.textContent = "(lanjutan)";
          row.insertBefore(copy, row.cells[row.cells.length - 2]);
        }
      });
      Array.prototype.forEach.call(row.cells, function (cell) {
        if (cell.rowSpan > 1) {
          open.push({ cell: cell, left: cell.rowSpan - 1 });
          cell.removeAttribute("rowspan");
        }
      });
      return { rows: [row], steps: row.dataset.baris === undefined ? [] : [Number(row.dataset.baris)] };
    });
  }

  /* Divide the rows over pages.

     body: the table body that holds all rows, laid out at its final width. capacity(first): pixels for rows on the first
     page or a later one. strip(count): pixels that so many page connectors need. tails: heights of what follows the
     table, wished for first: the first that one page can hold together with the last row stays with that row.
     Returns [{rows, atas, bawah, sisa}]: rows of each page, its crossing arrows, and the pixels that it leaves free. */
  function divide(body, edges, capacity, strip, tails) {
    var units = unitsOf(Array.prototype.slice.call(body.rows)), pages = [], at = 0, guard = 0;
    units.forEach(function (unit) { unit.height = height(unit); });
    while (at < units.length) {
      var room = capacity(pages.length === 0), sum = 0, taken = 0, steps = [];
      for (var n = at; n < units.length; n++) {
        sum += units[n].height;
        steps = steps.concat(units[n].steps);
        if (sum > room && n > at) break;
        var after = n === units.length - 1 && n > at ? tail(units[n]) : 0;
        if (sum + strips(steps) + after <= room) taken = n - at + 1;
      }
      if (!taken && guard++ < 4000) {
        var unit = units[at], parts = null;
        if (unit.rows.length > 1) parts = part(unit);
        else {
          var row = unit.rows[0], top = row.getBoundingClientRect().top;
          var rest = splitRow(row, top + room - strips(unit.steps) - 2);
          if (rest) {
            row.after(rest);
            parts = [unit, { rows: [rest], steps: [] }];
            delete rest.dataset.baris;
          }
        }
        if (parts) {
          parts.forEach(function (p) { p.height = height(p); });
          units.splice.apply(units, [at, 1].concat(parts));
          continue;
        }
      }
      pages.push(pageOf(units.slice(at, at + Math.max(taken, 1)), room));
      at += Math.max(taken, 1);
    }
    return pages;

    function strips(steps) {
      if (!steps.length) return 0;
      var crossed = crossing(edges, steps[0], steps[steps.length - 1]);
      return strip(crossed.atas.length) + strip(crossed.bawah.length);
    }

    function tail(unit) {
      return tails.find(function (height) { return unit.height + strips(unit.steps) + height <= capacity(false); }) || 0;
    }

    function pageOf(group, room) {
      var steps = [], rows = [], left = room;
      group.forEach(function (unit) {
        steps = steps.concat(unit.steps);
        rows = rows.concat(unit.rows);
        left -= unit.height;
      });
      var crossed = steps.length ? crossing(edges, steps[0], steps[steps.length - 1]) : { atas: [], bawah: [] };
      return { rows: rows, atas: crossed.atas, bawah: crossed.bawah, sisa: left - strips(steps) };
    }
  }

  lembar.baris = { divide: divide };
})(window);
