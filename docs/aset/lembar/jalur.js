/* Where the lines of the official sheet run: orthogonal paths between symbols, in millimetres.

   A pure function over boxes and lines; it touches no document, so it can be tried on any input.

   How: the free space becomes a grid. Vertical grid lines run through the middle of each lane and in the gutters
   beside its symbols, horizontal ones through the middle of each symbol and in the strips above and below. On that grid
   each line takes the cheapest path (A*): short, with few bends, crossing few others, never along another line that
   does not share its source or target, and never through a symbol. Then every line is laid again, twice, now that the
   others are known. Same input, same paths. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var HEAD = lembar.kisi.HEAD, verticals = lembar.kisi.verticals, horizontals = lembar.kisi.horizontals;

  var DX = [1, 0, -1, 0], DY = [0, 1, 0, -1];          // right, down, left, up
  var SIDE = ["kanan", "bawah", "kiri", "atas"];
  var BEND = 4, CROSS = 7, TOUCH = 30, OVERLAP = 6, OVERLAP_MM = 20, PORT_TAKEN = 22, PORT_SHARED = 0.4;
  var CLEAR = 0.25;                                    // no line comes nearer to a symbol than this
  var NEAR = 0.85, NEAR_MM = 4;                        // so near beside a symbol a line seems to touch it: at a price
  var ROUNDS = 2;

  /* What it costs to leave or enter a symbol by a side: an arrow onward leaves below and enters above, one that
     returns leaves and enters at the sides. */
  var COST = {
    keluar: { bawah: 0, kanan: 1.5, kiri: 1.5, atas: 14 },
    masuk: { atas: 0, kanan: 4, kiri: 4, bawah: 12 },
    keluarMundur: { bawah: 6, kanan: 0, kiri: 0, atas: 8 },
    masukMundur: { atas: 3, kanan: 0, kiri: 0, bawah: 7 },
    bersama: { bawah: 20, kanan: 0, kiri: 0, atas: 20 }
  };

  function Grid(problem) {
    this.x = verticals(problem);
    var across = horizontals(problem);
    this.y = across.garis;
    this.tight = across.sempit;
    this.nx = this.x.length;
    this.ny = this.y.length;
    this.right = new Uint8Array(this.nx * this.ny);      // 1: the way from this point to the next is through a symbol
    this.down = new Uint8Array(this.nx * this.ny);
    this.beside = { h: new Uint8Array(this.nx * this.ny), v: new Uint8Array(this.nx * this.ny) };
    problem.simpul.forEach(this.block, this);
    this.simpul = problem.simpul;
    this.nodes = new Map(problem.simpul.map(function (node) { return [node.id, node]; }));
    this.ofNode = new Map(problem.simpul.map(function (node) { return [node.id, this.portsOf(node)]; }, this));
    this.clear();
  }

  Grid.prototype.clear = function () {
    this.segments = new Map();                           // which lines use each piece of the grid
    this.points = new Map();
    this.ports = new Map();
  };

  Grid.prototype.block = function (node) {
    var x0 = node.x0 - CLEAR, x1 = node.x1 + CLEAR, y0 = node.y0 - CLEAR, y1 = node.y1 + CLEAR, i, j;
    function near(value, from, to) { return value > from - NEAR && value < to + NEAR; }
    for (j = 0; j < this.ny; j++) {
      for (i = 0; i < this.nx; i++) {
        var x = this.x[i], y = this.y[j], at = j * this.nx + i;
        if (y > y0 && y < y1 && x < x1 && i + 1 < this.nx && this.x[i + 1] > x0) this.right[at] = 1;
        if (x > x0 && x < x1 && y < y1 && j + 1 < this.ny && this.y[j + 1] > y0) this.down[at] = 1;
        if (near(y, node.y0, node.y1) && x < node.x1 && i + 1 < this.nx && this.x[i + 1] > node.x0) this.beside.h[at] = 1;
        if (near(x, node.x0, node.x1) && y < node.y1 && j + 1 < this.ny && this.y[j + 1] > node.y0) this.beside.v[at] = 1;
      }
    }
  };

  Grid.prototype.blocked = function (i, j, d) {
    if (d === 0) return this.right[j * this.nx + i] === 1;
    if (d === 1) return this.down[j * this.nx + i] === 1;
    if (d === 2) return this.right[j * this.nx + i - 1] === 1;
    return this.down[(j - 1) * this.nx + i] === 1;
  };

  /* The places where lines may touch a symbol: the point on its border, and the first grid point outside. */
  Grid.prototype.portsOf = function (node) {
    var grid = this, cx = (node.x0 + node.x1) / 2, cy = (node.y0 + node.y1) / 2, ports = [];
    function add(side, x, y, extra) {
      var d = SIDE.indexOf(side), i, j;
      if (node.sisi && node.sisi.indexOf(side) < 0) return;
      if (d % 2 === 0) {
        j = grid.y.indexOf(y);
        i = d === 0 ? after(grid.x, node.x1 + CLEAR) : before(grid.x, node.x0 - CLEAR);
      } else {
        i = grid.x.findIndex(function (v) { return Math.abs(v - x) < 1e-6; });
        j = d === 1 ? after(grid.y, node.y1 + CLEAR) : before(grid.y, node.y0 - CLEAR);
      }
      if (i < 0 || j < 0) return;
      ports.push({
        key: node.id + ":" + side + ":" + extra, side: side, d: d, x: x, y: y, i: i, j: j, extra: extra,
        stub: Math.abs(grid.x[i] - x) + Math.abs(grid.y[j] - y)
      });
    }
    add("bawah", cx, node.y1, 0);
    add("atas", cx, node.y0, 0);
    add("kanan", node.x1, cy, 0);
    add("kiri", node.x0, cy, 0);
    if (node.bentuk === "proses") {
      grid.x.forEach(function (x) {
        var off = Math.abs(x - cx);
        if (off > 0.6 && off < (node.x1 - node.x0) / 2 - 0.6) {
          add("bawah", x, node.y1, 6);
          add("atas", x, node.y0, 6);
        }
      });
    }
    return ports.filter(function (port) { return !grid.stubBlocked(port, node); });
  };

  /* Whether another symbol lies between the border and the first grid point. */
  Grid.prototype.stubBlocked = function (port, node) {
    var x = this.x[port.i], y = this.y[port.j];
    return this.simpul.some(function (other) {
      return other !== node &&
        Math.max(x, port.x) > other.x0 - CLEAR && Math.min(x, port.x) < other.x1 + CLEAR &&
        Math.max(y, port.y) > other.y0 - CLEAR && Math.min(y, port.y) < other.y1 + CLEAR;
    });
  };

  function after(lines, value) { return lines.findIndex(function (v) { return v > value - 1e-9; }); }

  function before(lines, value) {
    for (var i = lines.length - 1; i >= 0; i--) if (lines[i] < value + 1e-9) return i;
    return -1;
  }

  /* Lines that may run together: to the same symbol, or out of the same one as parallel branches. */
  function together(a, b) {
    if (a.jenis === "bersama" || b.jenis === "bersama") return false;
    return a.ke === b.ke || (a.dari === b.dari && a.label === b.label);
  }

  Grid.prototype.portCost = function (port, edge, out) {
    var table = edge.jenis === "bersama" ? COST.bersama
      : COST[(out ? "keluar" : "masuk") + (edge.mundur ? "Mundur" : "")];
    var cost = table[port.side] + port.extra + port.stub;
    (this.ports.get(port.key) || []).forEach(function (use) {
      if (use.out !== out) cost += PORT_TAKEN;
      else if (out && !together(use.edge, edge)) cost += PORT_TAKEN;
      else cost += edge.jenis === use.edge.jenis || !out ? PORT_SHARED : PORT_TAKEN;
    });
    return cost;
  };

  /* Where a piece of the grid is kept: by its left or upper end. */
  Grid.prototype.place = function (i, j, d) { return (d === 3 ? j - 1 : j) * this.nx + (d === 2 ? i - 1 : i); };

  Grid.prototype.segmentKey = function (i, j, d) { return (d % 2 ? "v" : "h") + this.place(i, j, d); };

  Grid.prototype.segmentCost = function (i, j, d, length, edge) {
    var cost = d % 2 ? length : length * (1 + this.tight[j]);
    if (this.beside[d % 2 ? "v" : "h"][this.place(i, j, d)]) cost += NEAR_MM * length;
    (this.segments.get(this.segmentKey(i, j, d)) || []).forEach(function (other) {
      if (!together(other, edge)) cost += OVERLAP + OVERLAP_MM * length;
    });
    return cost;
  };

  /* What it costs to pass a grid point, coming in direction a and leaving in direction b. */
  Grid.prototype.pointCost = function (i, j, a, b, edge) {
    var cost = a === b ? 0 : BEND, own = a !== b ? "b" : a % 2 ? "v" : "h";
    (this.points.get(j * this.nx + i) || []).forEach(function (use) {
      if (together(use.edge, edge)) cost += use.kind === own ? 0 : 0.5;
      else if (use.kind === "b" || own === "b") cost += TOUCH;
      else if (use.kind !== own) cost += CROSS;
    });
    return cost;
  };

  function Heap() { this.items = []; }

  Heap.prototype.push = function (key, value) {
    var items = this.items, at = items.push([key, value]) - 1;
    while (at > 0) {
      var up = (at - 1) >> 1;
      if (items[up][0] <= items[at][0]) break;
      var swap = items[up]; items[up] = items[at]; items[at] = swap;
      at = up;
    }
  };

  Heap.prototype.pop = function () {
    var items = this.items, top = items[0], last = items.pop();
    if (items.length) {
      items[0] = last;
      for (var at = 0; ;) {
        var child = 2 * at + 1;
        if (child >= items.length) break;
        if (child + 1 < items.length && items[child + 1][0] < items[child][0]) child++;
        if (items[at][0] <= items[child][0]) break;
        var swap = items[child]; items[child] = items[at]; items[at] = swap;
        at = child;
      }
    }
    return top;
  };

  /* The cheapest path of one line, or null where its symbols cannot be reached. */
  Grid.prototype.find = function (edge) {
    var grid = this, nx = this.nx, count = nx * this.ny * 4, GOAL = count;
    var from = this.ofNode.get(edge.dari), to = this.ofNode.get(edge.ke), target = this.nodes.get(edge.ke);
    var best = new Float64Array(count + 1).fill(Infinity), back = new Int32Array(count + 1).fill(-1);
    var start = new Map(), ends = new Map(), endPort = null, heap = new Heap();
    to.forEach(function (port) {
      var key = port.j * nx + port.i;
      if (!ends.has(key)) ends.set(key, []);
      ends.get(key).push({ port: port, cost: grid.portCost(port, edge, false) });
    });
    function rest(i, j) {
      var x = grid.x[i], y = grid.y[j];
      return Math.max(0, target.x0 - x, x - target.x1) + Math.max(0, target.y0 - y, y - target.y1);
    }
    function offer(state, cost, parent, i, j) {
      if (cost >= best[state] - 1e-9) return;
      best[state] = cost;
      back[state] = parent;
      heap.push(cost + (state === GOAL ? 0 : rest(i, j)), state);
    }
    from.forEach(function (port) {
      var state = (port.j * nx + port.i) * 4 + port.d, cost = grid.portCost(port, edge, true);
      if (cost < best[state]) start.set(state, port);
      offer(state, cost, -1, port.i, port.j);
    });
    while (heap.items.length) {
      var top = heap.pop(), state = top[1];
      if (state === GOAL) break;
      var d = state % 4, at = (state - d) / 4, i = at % nx, j = (at - i) / nx, cost = best[state];
      if (top[0] > cost + rest(i, j) + 1e-6) continue;
      (ends.get(at) || []).forEach(function (end) {
        var inward = (end.port.d + 2) % 4;
        if ((d + 2) % 4 === inward || (edge.dari === edge.ke && back[state] < 0)) return;
        var total = cost + grid.pointCost(i, j, d, inward, edge) + end.cost;
        if (d !== inward) total += 2 * Math.max(0, HEAD - end.port.stub);
        if (total < best[GOAL] - 1e-9) {
          endPort = end.port;
          offer(GOAL, total, state, i, j);
        }
      });
      for (var next = 0; next < 4; next++) {
        var ni = i + DX[next], nj = j + DY[next];
        if ((next + 2) % 4 === d || ni < 0 || nj < 0 || ni >= nx || nj >= grid.ny || grid.blocked(i, j, next)) continue;
        var length = Math.abs(grid.x[ni] - grid.x[i]) + Math.abs(grid.y[nj] - grid.y[j]);
        offer((nj * nx + ni) * 4 + next,
          cost + grid.pointCost(i, j, d, next, edge) + grid.segmentCost(i, j, next, length, edge), state, ni, nj);
      }
    }
    if (best[GOAL] === Infinity) return null;
    var states = [];
    for (var walk = back[GOAL]; walk >= 0; walk = back[walk]) states.unshift(walk);
    return { edge: edge, states: states, out: start.get(states[0]), into: endPort, cost: best[GOAL] };
  };

  /* Write a path into the grid (or take it out again), so that others keep clear of it. */
  Grid.prototype.note = function (path, add) {
    var grid = this, nx = this.nx;
    function put(map, key, entry) {
      var list = map.get(key);
      if (!list) map.set(key, list = []);
      if (add) list.push(entry);
      else list.splice(list.findIndex(function (e) { return (e.edge || e) === path.edge; }), 1);
    }
    path.states.forEach(function (state, n) {
      var d = state % 4, at = (state - d) / 4, i = at % nx, j = (at - i) / nx;
      var after = n + 1 < path.states.length ? path.states[n + 1] % 4 : (path.into.d + 2) % 4;
      put(grid.points, at, { edge: path.edge, kind: d !== after ? "b" : d % 2 ? "v" : "h" });
      if (n) put(grid.segments, grid.segmentKey(i - DX[d], j - DY[d], d), path.edge);
    });
    put(grid.ports, path.out.key, { edge: path.edge, out: true });
    put(grid.ports, path.into.key, { edge: path.edge, out: false });
  };

  Grid.prototype.polyline = function (path) {
    var grid = this, nx = this.nx, points = [[path.out.x, path.out.y]];
    path.states.forEach(function (state) {
      var at = (state - state % 4) / 4, i = at % nx;
      points.push([grid.x[i], grid.y[(at - i) / nx]]);
    });
    points.push([path.into.x, path.into.y]);
    return straightened(points);
  };

  function straightened(points) {
    return points.filter(function (p, n) {
      if (!n || n === points.length - 1) return true;
      var a = points[n - 1], b = points[n + 1];
      var flat = Math.abs(a[1] - p[1]) < 1e-6 && Math.abs(b[1] - p[1]) < 1e-6;
      var upright = Math.abs(a[0] - p[0]) < 1e-6 && Math.abs(b[0] - p[0]) < 1e-6;
      return !flat && !upright;
    });
  }

  /* Orders in which lines are laid; which one ends best depends on the flow, so all are tried. */
  var ORDERS = [
    function (item) { return item.span + (item.edge.mundur ? 400 : 0); },
    function (item) { return item.span - (item.edge.mundur ? 400 : 0); },
    function (item) { return -item.span; }
  ];
  var RANK = { bersama: 0, dalam: 1, alur: 2 };

  /* Lay every line in one order; returns the paths by the line's place in the problem, and what they cost together. */
  function laid(problem, grid, measure) {
    var paths = new Map(), total = 0;
    var order = problem.garis.map(function (edge, n) {
      var a = grid.nodes.get(edge.dari), b = grid.nodes.get(edge.ke);
      return { edge: edge, n: n, span: Math.abs(a.y0 - b.y0) * 3 + Math.abs(a.x0 - b.x0) };
    });
    order.sort(function (a, b) { return RANK[a.edge.jenis] - RANK[b.edge.jenis] || measure(a) - measure(b) || a.n - b.n; });
    grid.clear();
    for (var round = 0; round <= ROUNDS; round++) {
      total = 0;
      order.forEach(function (item) {
        var old = paths.get(item.n);
        if (old) grid.note(old, false);
        var found = grid.find(item.edge);
        if (!found) return;
        grid.note(found, true);
        paths.set(item.n, found);
        total += found.cost;
      });
    }
    return { paths: paths, total: total };
  }

  /* Lay every line.

     problem: {lajur: [{x0, x1, s0, s1}], baris: [{y0, y1}],
               simpul: [{id, x0, y0, x1, y1, bentuk, sisi}], garis: [{id, dari, ke, label, jenis, mundur}]}
       s0 and s1 are where the symbols of a lane begin and end; `sisi` limits the sides that lines may use.
     Returns {garis: [{id, titik: [[x, y], …]}], gagal: [id]}, in the order given. */
  function route(problem) {
    var grid = new Grid(problem), best = null;
    ORDERS.forEach(function (measure) {
      var tried = laid(problem, grid, measure);
      if (!best || tried.total < best.total - 1e-6) best = tried;
    });
    var result = { garis: [], gagal: [] };
    problem.garis.forEach(function (edge, n) {
      var path = best.paths.get(n);
      if (path) result.garis.push({ id: edge.id, titik: grid.polyline(path) });
      else result.gagal.push(edge.id);
    });
    return result;
  }

  lembar.jalur = { route: route };
})(window);
