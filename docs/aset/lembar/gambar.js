/* The drawing on one page: what stands where is measured, then lines and words are laid and drawn. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var PX = lembar.ukuran.PX, CONNECTOR = lembar.ukuran.CONNECTOR, connectorSlots = lembar.ukuran.connectorSlots;
  var labelSize = lembar.kata.labelSize, make = lembar.bentuk.make, f = lembar.bentuk.f;

  function drawPage(page, edges) {
    var origin = page.wrap.getBoundingClientRect();
    function mm(rect) {
      return {
        x0: (rect.left - origin.left) / PX, x1: (rect.right - origin.left) / PX,
        y0: (rect.top - origin.top) / PX, y1: (rect.bottom - origin.top) / PX
      };
    }
    var lanes = lanesOf(page, mm), rows = [], nodes = [], lines = [];
    var present = {};
    Array.prototype.forEach.call(page.table.tBodies[0].rows, function (row) {
      if (row.classList.contains("lb-jumlah")) return;
      var box = mm(row.getBoundingClientRect());
      rows.push({ y0: box.y0, y1: box.y1 });
    });
    page.table.querySelectorAll("[data-simpul]").forEach(function (symbol) {
      var box = mm(symbol.getBoundingClientRect());
      box.id = symbol.dataset.simpul;
      box.bentuk = /lb-(terminator|proses|keputusan|tanpa-arah)/.exec(symbol.className)[1];
      present[box.id] = box;
      nodes.push(box);
    });
    var connectors = placeConnectors(page, mm, lanes, present);
    connectors.forEach(function (connector) { nodes.push(connector.box); });
    edges.forEach(function (edge) {
      var from = present[edge.dari], to = present[edge.ke];
      if (from && to) lines.push(line(edge.id, edge.dari, edge.ke));
      else connectors.forEach(function (connector) {
        if (connector.edge !== edge) return;
        if (from) lines.push(line(edge.id, edge.dari, connector.box.id));
        else lines.push(line(edge.id, connector.box.id, edge.ke));
      });

      function line(id, dari, ke) {
        return {
          id: id, dari: dari, ke: ke, label: edge.label, jenis: edge.jenis,
          mundur: edge.mundur && Boolean(from && to), edge: edge, awal: Boolean(from)
        };
      }
    });
    var found = lembar.jalur.route({ lajur: lanes, baris: rows, simpul: nodes, garis: lines });
    var labelled = lines.filter(function (l) { return l.awal && (l.edge.label || l.edge.tanda); });
    var sizes = labelled.map(function (l) { return labelSize(l); }).concat(marksOutside(page, present));
    var placed = lembar.label.place({
      area: { x0: lanes[0].x0, x1: lanes[lanes.length - 1].x1, y0: rows[0].y0, y1: rows[rows.length - 1].y1 },
      simpul: nodes, garis: found.garis,
      tegak: lanes.map(function (l) { return l.x0; }), mendatar: rows.map(function (r) { return r.y0; }),
      label: sizes
    });
    var box = page.wrap.getBoundingClientRect();
    var svg = make("svg", { "class": "lb-panah", viewBox: "0 0 " + f(box.width / PX) + " " + f(box.height / PX), "aria-hidden": "true", focusable: "false" });
    var byId = {};
    lines.forEach(function (l) { byId[l.id] = l; });
    found.garis.forEach(function (path) { lembar.bentuk.drawLine(svg, path, byId[path.id]); });
    connectors.forEach(function (connector) { lembar.bentuk.drawConnector(svg, connector); });
    placed.forEach(function (at) { lembar.kata.drawLabel(svg, at, sizes.find(function (s) { return s.id === at.id; })); });
    page.wrap.appendChild(svg);
    page.wrap.dataset.gagal = found.gagal.length;
  }

  /* Marks that do not fit into their symbol stand above its upper right corner, inside the lane. */
  function marksOutside(page, present) {
    var result = [];
    page.table.querySelectorAll(".lb-tanda-luar").forEach(function (symbol) {
      var box = present[symbol.dataset.simpul], size = labelSize({ id: "tanda-" + box.id, edge: { tanda: symbol.querySelector(".lb-tanda").textContent } });
      size.titik = box.bentuk === "keputusan"
        ? [[box.x1 + 4, box.y0 + 2], [(box.x0 + box.x1) / 2, box.y0 + 2]]
        : [[box.x1 + 4, box.y0], [box.x0, box.y0]];
      result.push(size);
    });
    return result;
  }

  function lanesOf(page, mm) {
    var cells = page.table.querySelector("tr[data-baris], tr.lb-lanjutan");
    var result = [];
    if (!cells) return result;
    cells.querySelectorAll(".lb-sel").forEach(function (cell) {
      var box = mm(cell.getBoundingClientRect()), middle = (box.x0 + box.x1) / 2, half = page.lane.symbol / 2;
      result.push({ x0: box.x0, x1: box.x1, s0: middle - half, s1: middle + half });
    });
    return result;
  }

  /* Page connectors in their strips, each in the free place nearest to the symbol that it serves. */
  function placeConnectors(page, mm, lanes, present) {
    var result = [];
    ["atas", "bawah"].forEach(function (side) {
      if (!page.strips[side]) return;
      var cell = mm(page.strips[side].cells[1].getBoundingClientRect());
      var slots = connectorSlots(page.lane, lanes.length), deep = Math.ceil(page[side].length / slots);
      var free = [];
      for (var r = 0; r < deep; r++) {
        for (var s = 0; s < slots; s++) {
          var x = slots === lanes.length ? (lanes[s].x0 + lanes[s].x1) / 2 : cell.x0 + (cell.x1 - cell.x0) * (s + 0.5) / slots;
          free.push({ x: x, y: cell.y0 + CONNECTOR.row * (r + 0.5) + (side === "bawah" ? 1 : -1) });
        }
      }
      page[side].forEach(function (edge) {
        var leaving = Boolean(present[edge.dari]), near = present[leaving ? edge.dari : edge.ke];
        var middle = near ? (near.x0 + near.x1) / 2 : cell.x0, best = 0;
        free.forEach(function (place, n) {
          if (cost(place) < cost(free[best]) - 1e-6) best = n;
        });
        var at = free.splice(best, 1)[0];
        var down = (side === "bawah") === leaving;       // the point shows where the flow goes
        result.push({
          edge: edge, leaving: leaving, down: down,
          box: {
            id: "h" + edge.id + (leaving ? "k" : "m"), bentuk: "halaman",
            x0: at.x - CONNECTOR.w / 2, x1: at.x + CONNECTOR.w / 2, y0: at.y - CONNECTOR.h / 2, y1: at.y + CONNECTOR.h / 2,
            sisi: [side === "bawah" ? "atas" : "bawah"]
          }
        });

        function cost(place) { return Math.abs(place.x - middle) + Math.abs(place.y - (side === "bawah" ? cell.y0 : cell.y1)) * 0.5; }
      });
    });
    return result;
  }

  lembar.gambar = { drawPage: drawPage };
})(window);
