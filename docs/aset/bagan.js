/* Diagrams: fit to the page, zoom with buttons or keys, full screen; lanes readable by keyboard. No library. */
(function () {
  "use strict";

  var here = document.currentScript.src;
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

    function zoom(value, whole) {
      box.classList.toggle("tl-pas", Boolean(whole));
      scale = Math.min(TERBESAR, Math.max(TERKECIL, value));
      box.classList.toggle("tl-diperbesar", scale !== 1);
      box.style.setProperty("--tl-perbesaran", String(scale));
      shown.textContent = Math.round(scale * 100) + " %";
    }

    // The width in which Mermaid drew it: the words are 16 px high there.
    new MutationObserver(function (changes, observer) {
      var svg = diagram.querySelector("svg");
      if (!svg || !svg.viewBox.baseVal || !svg.viewBox.baseVal.width) return;
      box.style.setProperty("--tl-asli", svg.viewBox.baseVal.width + "px");
      observer.disconnect();
    }).observe(diagram, { childList: true, subtree: true, attributes: true, attributeFilter: ["viewBox"] });

    var bar = document.createElement("div");
    bar.className = "tl-alat";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Ukuran bagan");
    bar.appendChild(button("−", "Perkecil bagan", function () { zoom(scale / LANGKAH); }));
    bar.appendChild(shown);
    bar.appendChild(button("+", "Perbesar bagan", function () { zoom(scale * LANGKAH); }));
    bar.appendChild(button("Pas", "Pas: bagan selebar halaman", function () { zoom(1, true); }));
    if (document.fullscreenEnabled) {
      var whole = button("Layar penuh", "", function () {
        if (document.fullscreenElement) document.exitFullscreen();
        else box.requestFullscreen();
      });
      var say = function () {
        var open = document.fullscreenElement === box;
        whole.textContent = open ? "Tutup layar penuh" : "Layar penuh";
        whole.title = open ? "Tutup layar penuh, kembali ke halaman" : "Layar penuh untuk bagan alir";
        whole.setAttribute("aria-label", whole.title);
      };
      say();
      document.addEventListener("fullscreenchange", say);
      bar.appendChild(whole);
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

  // Playing cases again: its modules and its data are asked for when the reader wants them; both need a server.
  document.querySelectorAll("[data-putar]").forEach(function (box) {
    var opener = box.querySelector("button"), player = null;
    if (location.protocol === "file:") return;
    box.hidden = false;
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", function () {
      if (player) { player.then(function (one) { one.alih(); }); return; }
      player = import(new URL("putar/pemutar.js", here)).then(function (modul) { return modul.pasang(box.dataset.putar, opener); });
      player.catch(function () {
        player = null;
        box.querySelector("small").textContent = "Putar ulang tidak dapat dimuat. Coba lagi.";
      });
    });
  });

  document.querySelectorAll("[data-cari]").forEach(function (element) {
    element.hidden = false;
    element.addEventListener("click", function () {
      var toggle = document.getElementById("__search");
      if (!toggle) return;
      toggle.checked = true;
      toggle.dispatchEvent(new Event("change"));
      var field = document.querySelector(".md-search__input");
      if (field) field.focus();
    });
  });
})();
