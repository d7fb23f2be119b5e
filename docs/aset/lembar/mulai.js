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
    var lane = lembar.kolom.columns(table, width);
    lembar.kolom.fitWords(table);
    var sheets = new lembar.halaman.Lembaran(main);
    sheets.add();
    sheets.last().appendChild(identity);
    sheets.flow(boxes, 30 * PX);
    boxes.remove();
    var flowPages = lembar.alir.layFlow(sheets, workshop, table, heading, edges, lane);
    sheets.blocks(ending);
    main.querySelectorAll(".lb-catatan").forEach(function (section) { section.remove(); });
    workshop.remove();
    lembar.alir.letter(flowPages, sheets.pages);
    flowPages.forEach(function (page) { lembar.gambar.drawPage(page, edges); });
    sheets.number(main.dataset.kaki);
    fitScreen();
    window.addEventListener("resize", fitScreen);
  }

  /* On a narrow screen the paper becomes as wide as the screen; printing is not touched. */
  function fitScreen() {
    var scale = (html.clientWidth - 16) / (KERTAS[kertas][0] * PX);
    html.classList.toggle("lb-kecil", scale < 1);
    html.style.setProperty("--lb-perkecil", Math.min(1, scale));
  }
})();
