/* For every reader: what scrolls can be reached by keyboard, and mistakes can be reported with page and step. */
(function () {
  "use strict";

  // The theme leaves its search dialog without a name.
  var dialog = document.querySelector(".md-search[role=dialog]");
  if (dialog) dialog.setAttribute("aria-label", "Pencarian");

  // An area that scrolls sideways must take the focus, or the keyboard never sees its end. The frame around the
  // code scrolls, not the code itself: the theme takes the focus away from that where nothing hovers.
  function reach() {
    document.querySelectorAll(".md-typeset pre:not(.mermaid), .md-typeset__scrollwrap").forEach(function (area) {
      if (area.scrollWidth > area.clientWidth) {
        area.tabIndex = 0;
        area.setAttribute("role", "region");
        area.setAttribute("aria-label", (area.matches("pre") ? "Contoh teks" : "Tabel") + "; pakai tombol panah untuk menggeser");
      } else {
        ["tabindex", "role", "aria-label"].forEach(function (name) { area.removeAttribute(name); });
      }
    });
  }
  reach();
  window.addEventListener("load", reach); // the theme puts its tables into frames
  window.addEventListener("resize", reach);

  var link = document.querySelector("a[data-lapor]");
  if (!link) return;

  function address(langkah) {
    var page = location.href.split("#")[0] + (langkah ? "#langkah-" + langkah : "");
    var values = {
      judul: link.dataset.judul + (langkah ? ", langkah " + langkah : ""),
      halaman: page,
      langkah: langkah,
      isi: "Halaman: " + link.dataset.judul + "\nAlamat: " + page + "\n" +
        (langkah ? "Langkah: " + langkah + "\n" : "") + "Yang keliru:\nSeharusnya:\n"
    };
    return link.dataset.lapor.replace(/\{(judul|halaman|langkah|isi)\}/g, function (_, name) {
      return encodeURIComponent(values[name]);
    });
  }

  link.href = address("");
  document.querySelectorAll("tr[id^=langkah-]").forEach(function (row) {
    var langkah = row.id.slice("langkah-".length);
    var cell = row.cells[0];
    if (!cell || !/^\d+$/.test(langkah)) return;
    var own = document.createElement("a");
    own.className = "tl-lapor-langkah";
    own.rel = "nofollow";
    own.href = address(langkah);
    own.title = "Laporkan kesalahan pada langkah " + langkah;
    own.setAttribute("aria-label", own.title);
    own.textContent = "\u2690";
    cell.appendChild(own);
  });
})();
