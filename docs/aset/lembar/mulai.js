/* The official sheet in the browser: pages of paper with their real breaks, and the arrows between the symbols.

   Everything is drawn before the page has loaded, so that a printer sees it finished. Where anything fails, the page as
   delivered stays: a table with symbols and the direction of the flow in words. */
(function () {
  "use strict";

  var html = document.documentElement, main = document.getElementById("lembar"), lembar = window.tlLembar;
  if (!main || !lembar) return;

  var PX = lembar.ukuran.PX, KERTAS = lembar.ukuran.KERTAS;
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
    var size = KERTAS[kertas], width = size[0] - 2 * lembar.ukuran.MARGIN;
    var edges = JSON.parse(main.dataset.garis);
    var identity = main.querySelector(".lb-identitas"), boxes = main.querySelector(".lb-kotak");
    var heading = main.querySelector(".lb-judul"), table = main.querySelector(".lb-bagan");
    var ending = Array.prototype.slice.call(main.querySelectorAll(".lb-blok"));
    var workshop = document.createElement("div");
    workshop.className = "lb-ukur";
    main.appendChild(workshop);
    workshop.appendChild(table);
    var sheets = new lembar.halaman.Lembaran(main);
    sheets.add();
    sheets.last().appendChild(identity);
    sheets.flow(boxes, 30 * PX);
    boxes.remove();
    sheets.add();
    var room = { full: sheets.last().getBoundingClientRect().height, top: 0 };
    if (heading) {
      sheets.last().appendChild(heading);
      room.top = heading.getBoundingClientRect().bottom - sheets.last().getBoundingClientRect().top + 6;
    }
    var tails = heightsOf(ending, workshop);
    tighten();
    var lane = widths(table), flowPages = lembar.alir.plan(table, edges, lane, room, tails);
    lembar.alir.layFlow(sheets, table, flowPages, lane);
    sheets.blocks(ending);
    main.querySelectorAll(".lb-catatan").forEach(function (section) { section.remove(); });
    workshop.remove();
    lembar.alir.letter(flowPages, sheets.pages);
    flowPages.forEach(function (page) { lembar.gambar.drawPage(page, edges); });
    main.querySelectorAll(".lb-status").forEach(function (band) { band.remove(); });
    sheets.number(main.dataset.kaki, main.dataset.status, main.dataset.statusPendek);
    fitScreen();
    window.addEventListener("resize", fitScreen);

    function widths(one) {
      var lanes = lembar.kolom.columns(one, width);
      lembar.kolom.fitWords(one);
      return lanes;
    }

    /* Set the table a little smaller where that alone brings what follows it onto its last page. */
    function tighten() {
      var usual = tried();
      if (usual.free) return;
      main.classList.add("lb-padat");
      var dense = tried();
      if (!dense.free || dense.pages > usual.pages) main.classList.remove("lb-padat");
    }

    function tried() {
      var copy = table.cloneNode(true);
      workshop.appendChild(copy);
      var pages = lembar.alir.plan(copy, edges, widths(copy), room, []);
      copy.remove();
      return { pages: pages.length, free: !tails.length || pages[pages.length - 1].sisa >= tails[0] };
    }
  }

  /* The heights of what follows the table: all of it, and the signature alone where there is one. */
  function heightsOf(ending, workshop) {
    if (!ending.length) return [];
    var page = document.createElement("div"), above = document.createElement("div");
    page.className = "lb-isi";
    page.style.height = "auto";
    above.className = "lb-alas";
    above.style.height = "1px";                          // an empty one would move down with the margin below it
    page.appendChild(above);
    ending.forEach(function (block) { page.appendChild(block.cloneNode(true)); });
    workshop.appendChild(page);
    var result = [page.lastElementChild];
    if (ending[0].classList.contains("lb-mengetahui")) result.push(page.children[1]);
    result = result.map(function (block) {
      return block.getBoundingClientRect().bottom - above.getBoundingClientRect().bottom + 2;
    });
    page.remove();
    return result;
  }

  /* On a narrow screen the paper becomes as wide as the screen; printing is not touched. */
  function fitScreen() {
    var scale = (html.clientWidth - 16) / (KERTAS[kertas][0] * PX);
    html.classList.toggle("lb-kecil", scale < 1);
    html.style.setProperty("--lb-perkecil", Math.min(1, scale));
  }
})();
