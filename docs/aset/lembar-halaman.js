/* Cutting the official sheet into pages of paper, by measured heights: what fits, what is split, and which arrows
   leave a page. */
(function (root) {
  "use strict";

  /* ---- splitting what is higher than a page ---- */

  /* Where in an element the text passes the height `limit` (in viewport pixels): [text node, offset], or null where all
     of it ends above, or where not even the first line does. */
  function overflowPoint(element, limit) {
    var walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = document.createRange(), node;
    while ((node = walker.nextNode())) {
      range.selectNodeContents(node);
      var rects = range.getClientRects();
      if (!rects.length || rects[rects.length - 1].bottom <= limit) continue;
      var low = 0, high = node.length;                 // the first character whose box ends below the limit
      while (low < high) {
        var middle = (low + high) >> 1;
        range.setStart(node, middle);
        range.setEnd(node, middle + 1);
        var rect = range.getBoundingClientRect();
        if (rect.height && rect.bottom > limit) high = middle;
        else low = middle + 1;
      }
      var before = node.data.lastIndexOf(" ", low - 1);
      return [node, before > 0 && low - before < 60 ? before + 1 : low];
    }
    return null;
  }

  /* Move what lies below `limit` into `rest`, an empty copy of the element. List items move whole where they can. */
  function splitInto(element, rest, limit) {
    var items = element.querySelectorAll("li"), range = document.createRange(), point = null;
    for (var n = 1; n < items.length; n++) {
      if (items[n].getBoundingClientRect().bottom > limit && items[n - 1].getBoundingClientRect().bottom <= limit) {
        range.setStartBefore(items[n]);
        point = true;
        break;
      }
    }
    if (!point) {
      var at = overflowPoint(element, limit);
      if (!at) return false;
      range.setStart(at[0], at[1]);
      var item = at[0].parentElement.closest("li");
      var continued = item && element.contains(item) && (at[1] > 0 || item.textContent.indexOf(at[0].data) > 0);
    }
    range.setEnd(element, element.childNodes.length);
    rest.appendChild(range.extractContents());
    if (continued) {
      var first = rest.querySelector("li");
      if (first) first.classList.add("lb-sambung");
    }
    return true;
  }

  /* Split a table row at a height; returns the row that goes on, or null where nothing can go on. */
  function splitRow(row, limit) {
    var rest = row.cloneNode(false), moved = false;
    Array.prototype.forEach.call(row.cells, function (cell) {
      var copy = cell.cloneNode(false);
      copy.removeAttribute("rowspan");
      rest.appendChild(copy);
      if (cell.querySelector(".lb-simbol")) return;      // symbols stay with the beginning of the row
      var pad = parseFloat(getComputedStyle(cell).paddingBottom) || 0;
      if (splitInto(cell, copy, limit - pad)) moved = true;
    });
    rest.classList.add("lb-lanjutan");
    return moved ? rest : null;
  }

  /* ---- pages ---- */

  function Lembaran(main) {
    this.main = main;
    this.pages = [];
  }

  Lembaran.prototype.add = function () {
    var page = document.createElement("section"), inner = document.createElement("div"), foot = document.createElement("p");
    page.className = "lb-kertas";
    inner.className = "lb-isi";
    foot.className = "lb-kaki";
    page.appendChild(inner);
    page.appendChild(foot);
    this.main.appendChild(page);
    this.pages.push(page);
    return page;
  };

  Lembaran.prototype.last = function () { return this.pages[this.pages.length - 1].querySelector(".lb-isi"); };

  Lembaran.prototype.limit = function () { return this.last().getBoundingClientRect().bottom - 0.5; };

  /* Number the pages; the foot says that this is no signed original. */
  Lembaran.prototype.number = function (words) {
    var count = this.pages.length;
    this.pages.forEach(function (page, index) {
      var foot = page.querySelector(".lb-kaki"), left = document.createElement("span"), right = document.createElement("span");
      left.textContent = words;
      right.textContent = "Halaman " + (index + 1) + "/" + count;
      foot.appendChild(left);
      foot.appendChild(right);
      page.setAttribute("aria-label", right.textContent);
    });
  };

  /* Put the rows of a table onto pages, one after the other, splitting a row where the page ends. */
  Lembaran.prototype.flow = function (table, least) {
    var rows = Array.prototype.slice.call(table.rows), body;
    var self = this;
    function open() {
      var copy = table.cloneNode(false);
      body = document.createElement("tbody");
      copy.appendChild(body);
      self.last().appendChild(copy);
    }
    open();
    rows.forEach(function (row) {
      while (row) {
        body.appendChild(row);
        var limit = self.limit(), rect = row.getBoundingClientRect(), rest = null;
        if (rect.bottom <= limit) return;
        if (limit - rect.top >= least) rest = splitRow(row, limit - 1);
        if (!rest) {
          if (body.rows.length === 1 && self.last().children.length === 1) return;   // nothing more can be done
          rest = row;
          row.remove();
        }
        if (!body.rows.length) body.parentElement.remove();
        self.add();
        open();
        row = rest;
      }
    });
  };

  /* Put blocks onto pages; one that is higher than what is left is split by lines. */
  Lembaran.prototype.blocks = function (blocks) {
    var self = this;
    blocks.forEach(function (block) {
      while (block) {
        self.last().appendChild(block);
        var limit = self.limit(), rect = block.getBoundingClientRect();
        if (rect.bottom <= limit) return;
        var alone = self.last().children.length === 1, rest = null;
        if (alone || (rect.height > 40 && !block.classList.contains("lb-mengetahui"))) {
          rest = block.cloneNode(false);
          if (!splitInto(block, rest, limit - 1)) rest = null;
        }
        if (!rest && alone) return;
        if (!rest) {
          rest = block;
          block.remove();
          carryHeading(self.last(), rest);
        }
        var held = rest.lbJudul;
        self.add();
        if (held) self.last().appendChild(held);
        block = rest;
      }
    });
  };

  /* A heading does not stay alone at the foot of a page. */
  function carryHeading(page, block) {
    var last = page.lastElementChild;
    block.lbJudul = null;
    if (last && last.classList.contains("lb-catatan-judul") && page.children.length > 1) {
      last.remove();
      block.lbJudul = last;
    }
  }

  /* ---- the rows of the flowchart ---- */

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
     page or a later one. strip(count): pixels that so many page connectors need.
     Returns [{rows, a, b, atas, bawah}]: rows of each page, its first and last step, its crossing arrows. */
  function divide(body, edges, capacity, strip) {
    var units = unitsOf(Array.prototype.slice.call(body.rows)), pages = [], at = 0, guard = 0;
    units.forEach(function (unit) { unit.height = height(unit); });
    while (at < units.length) {
      var room = capacity(pages.length === 0), sum = 0, taken = 0, steps = [];
      for (var n = at; n < units.length; n++) {
        sum += units[n].height;
        steps = steps.concat(units[n].steps);
        if (sum > room && n > at) break;
        if (sum + strips(steps) <= room) taken = n - at + 1;
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
      pages.push(pageOf(units.slice(at, at + Math.max(taken, 1))));
      at += Math.max(taken, 1);
    }
    return pages;

    function strips(steps) {
      if (!steps.length) return 0;
      var crossed = crossing(edges, steps[0], steps[steps.length - 1]);
      return strip(crossed.atas.length) + strip(crossed.bawah.length);
    }

    function pageOf(group) {
      var steps = [], rows = [];
      group.forEach(function (unit) { steps = steps.concat(unit.steps); rows = rows.concat(unit.rows); });
      var crossed = steps.length ? crossing(edges, steps[0], steps[steps.length - 1]) : { atas: [], bawah: [] };
      return { rows: rows, atas: crossed.atas, bawah: crossed.bawah };
    }
  }

  root.LembarHalaman = { Lembaran: Lembaran, divide: divide };
})(window);
