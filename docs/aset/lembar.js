/* The official sheet in the browser: pages of paper with their real breaks, and the arrows between the symbols.

   Everything is drawn before the page has loaded, so that a printer sees it finished. Where anything fails, the page as
   delivered stays: a table with symbols and the direction of the flow in words. */
(function () {
  "use strict";

  var UKURAN = { a4: [297, 210], f4: [330, 215] };       // millimetres, landscape
  var MARGIN = 10;
  var PX = 96 / 25.4;
  var LABEL_PX = 8 * 96 / 72, MARK_PX = 7 * 96 / 72, LINE_MM = 3.3, LABEL_MOST = 20;
  var CONNECTOR = { w: 10.6, h: 9.4, row: 14.4, slot: 11.8 };
  var SVG = "http://www.w3.org/2000/svg";

  var html = document.documentElement, main = document.getElementById("lembar");
  if (!main || !window.LembarJalur) return;

  var kertas = new URLSearchParams(location.search).get("kertas") === "f4" ? "f4" : "a4";
  var asDelivered = main.cloneNode(true);
  toolbar();
  try {
    draw();
    html.dataset.lembar = "siap";
  } catch (error) {
    main.replaceWith(asDelivered);
    html.classList.remove("lb-tergambar");
    html.dataset.lembar = "gagal";
    console.error(error);
  }

  function toolbar() {
    html.dataset.kertas = kertas;
    document.querySelectorAll("link[data-kertas]").forEach(function (link) {
      link.media = link.dataset.kertas === kertas ? "print" : "not all";
    });
    document.querySelectorAll("a[data-kertas]").forEach(function (link) {
      if (link.dataset.kertas === kertas) link.setAttribute("aria-current", "true");
    });
    document.querySelectorAll(".lb-bilah [hidden]").forEach(function (element) { element.hidden = false; });
    var button = document.querySelector("[data-cetak]");
    if (button) button.addEventListener("click", function () { window.print(); });
  }

  function draw() {
    html.classList.add("lb-tergambar");
    var size = UKURAN[kertas], width = size[0] - 2 * MARGIN;
    var edges = JSON.parse(main.dataset.garis);
    var identity = main.querySelector(".lb-identitas"), boxes = main.querySelector(".lb-kotak");
    var heading = main.querySelector(".lb-judul"), table = main.querySelector(".lb-bagan");
    var ending = Array.prototype.slice.call(main.querySelectorAll(".lb-blok"));
    var workshop = document.createElement("div");
    workshop.className = "lb-ukur";
    main.appendChild(workshop);
    workshop.appendChild(table);
    var lane = columns(table, width);
    fitWords(table);
    var sheets = new window.LembarHalaman.Lembaran(main);
    sheets.add();
    sheets.last().appendChild(identity);
    sheets.flow(boxes, 30 * PX);
    boxes.remove();
    var flowPages = layFlow(sheets, workshop, table, heading, edges, lane);
    sheets.blocks(ending);
    main.querySelectorAll(".lb-catatan").forEach(function (section) { section.remove(); });
    workshop.remove();
    letter(flowPages, sheets.pages);
    flowPages.forEach(function (page) { drawPage(page, edges); });
    sheets.number(main.dataset.kaki);
    fitScreen();
    window.addEventListener("resize", fitScreen);
  }

  /* On a narrow screen the paper becomes as wide as the screen; printing is not touched. */
  function fitScreen() {
    var scale = (html.clientWidth - 16) / (UKURAN[kertas][0] * PX);
    html.classList.toggle("lb-kecil", scale < 1);
    html.style.setProperty("--lb-perkecil", Math.min(1, scale));
  }

  /* ---- columns ---- */

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

  /* ---- pages of the flowchart ---- */

  function layFlow(sheets, workshop, table, heading, edges, lane) {
    var body = table.tBodies[0], head = table.tHead;
    var rowOf = {};
    table.querySelectorAll("[data-simpul]").forEach(function (symbol) {
      rowOf[symbol.dataset.simpul] = Number(symbol.closest("tr").dataset.baris);
    });
    edges.forEach(function (edge, n) {
      edge.id = String(n);
      edge.barisDari = rowOf[edge.dari];
      edge.barisKe = rowOf[edge.ke];
    });
    var laneCount = table.querySelectorAll(".lb-k-lajur").length;
    var slots = connectorSlots(lane, laneCount);
    sheets.add();
    var full = sheets.last().getBoundingClientRect().height, top = 0;
    if (heading) {
      sheets.last().appendChild(heading);
      top = heading.getBoundingClientRect().bottom - sheets.last().getBoundingClientRect().top + 6;
    }
    var headHeight = head.getBoundingClientRect().height;
    var pages = window.LembarHalaman.divide(body, edges,
      function (first) { return full - headHeight - (first ? top : 0) - 4; },
      function (count) { return Math.ceil(count / slots) * CONNECTOR.row * PX; });
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
    return pages;
  }

  function connectorSlots(lane, count) {
    return lane.width >= CONNECTOR.slot ? count : Math.max(1, Math.floor(lane.width * count / CONNECTOR.slot));
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

  /* ---- drawing one page ---- */

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
    var found = window.LembarJalur.route({ lajur: lanes, baris: rows, simpul: nodes, garis: lines });
    var labelled = lines.filter(function (l) { return l.awal && (l.edge.label || l.edge.tanda); });
    var sizes = labelled.map(function (l) { return labelSize(l); }).concat(marksOutside(page, present));
    var placed = window.LembarLabel.place({
      area: { x0: lanes[0].x0, x1: lanes[lanes.length - 1].x1, y0: rows[0].y0, y1: rows[rows.length - 1].y1 },
      simpul: nodes, garis: found.garis,
      tegak: lanes.map(function (l) { return l.x0; }), mendatar: rows.map(function (r) { return r.y0; }),
      label: sizes
    });
    var box = page.wrap.getBoundingClientRect();
    var svg = make("svg", { "class": "lb-panah", viewBox: "0 0 " + f(box.width / PX) + " " + f(box.height / PX), "aria-hidden": "true", focusable: "false" });
    var byId = {};
    lines.forEach(function (l) { byId[l.id] = l; });
    found.garis.forEach(function (path) { drawLine(svg, path, byId[path.id]); });
    connectors.forEach(function (connector) { drawConnector(svg, connector); });
    placed.forEach(function (at) { drawLabel(svg, at, sizes.find(function (s) { return s.id === at.id; })); });
    page.wrap.appendChild(svg);
    page.wrap.dataset.gagal = found.gagal.length;
  }

  /* Marks that do not fit into their symbol stand beside its upper right corner. */
  function marksOutside(page, present) {
    var result = [];
    page.table.querySelectorAll(".lb-tanda-luar").forEach(function (symbol) {
      var box = present[symbol.dataset.simpul], size = labelSize({ id: "tanda-" + box.id, edge: { tanda: symbol.querySelector(".lb-tanda").textContent } });
      size.titik = box.bentuk === "keputusan"
        ? [[(box.x0 + box.x1) / 2, box.y0], [box.x1, box.y0 + 2], [box.x1 + 4, box.y0 + 2]]
        : [[box.x1 - 2, box.y0], [box.x1 + 4, box.y0], [box.x1 + 4, box.y1]];
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

  /* ---- shapes ---- */

  function make(name, attributes) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    return element;
  }

  function f(value) { return Math.round(value * 100) / 100; }

  function drawLine(svg, path, line) {
    var points = path.titik.map(function (p) { return p.slice(); });
    var group = make("g", { "class": "lb-garis lb-garis-" + line.jenis, "data-garis": path.id, "data-dari": line.dari, "data-ke": line.ke });
    if (line.jenis !== "bersama") {
      var tip = points[points.length - 1].slice(), before = points[points.length - 2];
      var dx = Math.sign(f(tip[0] - before[0])), dy = Math.sign(f(tip[1] - before[1]));
      points[points.length - 1] = [tip[0] - 1.4 * dx, tip[1] - 1.4 * dy];
      var base = [tip[0] - 2 * dx, tip[1] - 2 * dy];
      group.appendChild(make("path", {
        "class": "lb-kepala-panah",
        d: "M" + f(tip[0]) + " " + f(tip[1]) + "L" + f(base[0] - 0.75 * dy) + " " + f(base[1] - 0.75 * dx) +
          "L" + f(base[0] + 0.75 * dy) + " " + f(base[1] + 0.75 * dx) + "Z"
      }));
    }
    group.insertBefore(make("path", {
      d: "M" + points.map(function (p) { return f(p[0]) + " " + f(p[1]); }).join("L")
    }), group.firstChild);
    svg.appendChild(group);
  }

  function drawConnector(svg, connector) {
    var b = connector.box, edge = connector.edge, middle = (b.x0 + b.x1) / 2, deep = 2.6;
    var group = make("g", { "class": "lb-halaman", "data-huruf": edge.huruf, "data-arah": connector.leaving ? "keluar" : "masuk" });
    var d = connector.down
      ? [[b.x0, b.y0], [b.x1, b.y0], [b.x1, b.y1 - deep], [middle, b.y1], [b.x0, b.y1 - deep]]
      : [[b.x0, b.y1], [b.x1, b.y1], [b.x1, b.y0 + deep], [middle, b.y0], [b.x0, b.y0 + deep]];
    group.appendChild(make("path", { d: "M" + d.map(function (p) { return f(p[0]) + " " + f(p[1]); }).join("L") + "Z" }));
    var first = connector.down ? b.y0 + 3.3 : b.y0 + 5.3;
    text(group, middle, first, edge.huruf, "lb-huruf");
    text(group, middle, first + 3.1, "hal. " + (connector.leaving ? edge.halamanKe : edge.halamanDari), "lb-hal");
    svg.appendChild(group);
  }

  function text(parent, x, y, words, name) {
    var element = make("text", { x: f(x), y: f(y), "class": name, "text-anchor": "middle" });
    element.textContent = words;
    parent.appendChild(element);
    return element;
  }

  /* ---- words at the arrows ---- */

  var pen = null;

  function measure(words, px, weight) {
    if (!pen) pen = document.createElement("canvas").getContext("2d");
    pen.font = (weight || "") + px + "px " + getComputedStyle(main).fontFamily;
    return pen.measureText(words).width / PX;
  }

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
})();
