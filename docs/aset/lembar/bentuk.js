/* Shapes in the drawing: lines with their arrow heads, and page connectors. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var SVG = "http://www.w3.org/2000/svg";

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

  lembar.bentuk = { make: make, f: f, drawLine: drawLine, drawConnector: drawConnector };
})(window);
