/* The flowchart as pages: a copy of the head on each, strips for page connectors, and a letter for each arrow that
   crosses pages. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var PX = lembar.ukuran.PX, CONNECTOR = lembar.ukuran.CONNECTOR, connectorSlots = lembar.ukuran.connectorSlots;

  /* Divide the table's rows over pages. room: {full, top}: the height of a page, and what stands above the first head. */
  function plan(table, edges, lane, room, tails) {
    var rowOf = {};
    table.querySelectorAll("[data-simpul]").forEach(function (symbol) {
      rowOf[symbol.dataset.simpul] = Number(symbol.closest("tr").dataset.baris);
    });
    edges.forEach(function (edge, n) {
      edge.id = String(n);
      edge.barisDari = rowOf[edge.dari];
      edge.barisKe = rowOf[edge.ke];
    });
    var slots = connectorSlots(lane, lanesOf(table)), headHeight = table.tHead.getBoundingClientRect().height;
    return lembar.baris.divide(table.tBodies[0], edges,
      function (first) { return room.full - headHeight - (first ? room.top : 0) - 4; },
      function (count) { return Math.ceil(count / slots) * CONNECTOR.row * PX; },
      tails);
  }

  function lanesOf(table) { return table.querySelectorAll(".lb-k-lajur").length; }

  /* Put the table onto the pages as planned, from the last sheet on. */
  function layFlow(sheets, table, pages, lane) {
    var head = table.tHead, laneCount = lanesOf(table), slots = connectorSlots(lane, laneCount);
    pages.forEach(function (page, n) {
      if (n) sheets.add();
      var copy = table.cloneNode(false), wrap = document.createElement("div");
      wrap.className = "lb-alas";
      copy.appendChild(table.querySelector("colgroup").cloneNode(true));
      copy.appendChild(head.cloneNode(true));
      var rows = document.createElement("tbody");
      copy.appendChild(rows);
      page.strips = {};
      strip("atas");
      page.rows.forEach(function (row) { rows.appendChild(row); });
      strip("bawah");
      wrap.appendChild(copy);
      sheets.last().appendChild(wrap);
      page.wrap = wrap;
      page.table = copy;
      page.lane = lane;
      page.section = sheets.pages[sheets.pages.length - 1];

      function strip(side) {
        if (!page[side].length) return;
        var row = document.createElement("tr");
        row.className = "lb-penghubung";
        [2, Math.max(laneCount, 1), 4].forEach(function (span) {
          var cell = document.createElement("td");
          cell.colSpan = span;
          row.appendChild(cell);
        });
        row.cells[1].style.height = Math.ceil(page[side].length / slots) * CONNECTOR.row + "mm";
        rows.appendChild(row);
        page.strips[side] = row;
      }
    });
  }

  /* Give each arrow that crosses pages a letter, and say to each end where the other one is. */
  function letter(flowPages, all) {
    var next = 0;
    flowPages.forEach(function (page) { page.nomor = all.indexOf(page.section) + 1; });
    flowPages.forEach(function (page) {
      page.bawah.concat(page.atas).forEach(function (edge) {
        if (page.rows.some(function (row) { return row.dataset.baris === String(edge.barisDari); })) {
          edge.huruf = letters(next++);
          edge.halamanDari = page.nomor;
        } else {
          edge.halamanKe = page.nomor;
        }
      });
    });
  }

  function letters(n) {
    var text = "";
    for (n += 1; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + (n - 1) % 26) + text;
    return text;
  }

  lembar.alir = { plan: plan, layFlow: layFlow, letter: letter };
})(window);
