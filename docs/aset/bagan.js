/* Diagrams: fit to the page, zoom with buttons or keys, full screen; lanes readable by keyboard. No library. */
(function () {
  "use strict";

  var LANGKAH = 1.25, TERKECIL = 0.5, TERBESAR = 4;

  function button(words, label, action) {
    var element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    element.setAttribute("aria-label", label);
    element.title = label;
    element.addEventListener("click", action);
    return element;
  }

  function equip(box) {
    var diagram = box.querySelector(".mermaid");
    if (!diagram || box.querySelector(".tl-alat")) return;
    if (box.nextElementSibling && box.nextElementSibling.classList.contains("tl-bagan-cetak")) {
      box.classList.add("tl-bagan-ada-cetak");
    }
    var screen = document.createElement("div");
    screen.className = "tl-bagan-layar";
    screen.tabIndex = 0;
    screen.setAttribute("role", "region");
    screen.setAttribute("aria-label", "Bagan alir; pakai tombol panah untuk menggeser, + dan - untuk memperbesar");
    while (box.firstChild) screen.appendChild(box.firstChild);
    box.appendChild(screen);

    var scale = 1;
    var shown = document.createElement("output");

    function zoom(value) {
      scale = Math.min(TERBESAR, Math.max(TERKECIL, value));
      var svg = diagram.querySelector("svg");
      if (svg && !box.style.getPropertyValue("--tl-lebar")) {
        box.style.setProperty("--tl-lebar", svg.getBoundingClientRect().width + "px");
      }
      box.classList.toggle("tl-diperbesar", scale !== 1);
      box.style.setProperty("--tl-perbesaran", String(scale));
      if (scale === 1) box.style.removeProperty("--tl-lebar");
      shown.textContent = Math.round(scale * 100) + " %";
    }

    var bar = document.createElement("div");
    bar.className = "tl-alat";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Ukuran bagan");
    bar.appendChild(button("−", "Perkecil bagan", function () { zoom(scale / LANGKAH); }));
    bar.appendChild(shown);
    bar.appendChild(button("+", "Perbesar bagan", function () { zoom(scale * LANGKAH); }));
    bar.appendChild(button("Pas", "Paskan bagan dengan halaman", function () { zoom(1); }));
    if (document.fullscreenEnabled) {
      bar.appendChild(button("Layar penuh", "Tampilkan bagan selayar penuh", function () {
        if (document.fullscreenElement) document.exitFullscreen();
        else box.requestFullscreen();
      }));
    }
    box.insertBefore(bar, screen);
    screen.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") { zoom(scale * LANGKAH); event.preventDefault(); }
      else if (event.key === "-") { zoom(scale / LANGKAH); event.preventDefault(); }
      else if (event.key === "0") { zoom(1); event.preventDefault(); }
    });
    zoom(1);
  }

  document.querySelectorAll("[data-bagan]").forEach(equip);

  document.querySelectorAll("[data-cari]").forEach(function (element) {
    element.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { element.click(); event.preventDefault(); }
    });
  });
})();
