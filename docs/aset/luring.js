/* Reading the site from a folder, a network drive or a USB stick: a browser then shows folders instead of their pages,
   and lets no script fetch anything. Links are led to pages; what cannot work says so, and what to use instead. */
(function () {
  "use strict";

  if (location.protocol !== "file:") return;

  /** Lead a link to a folder to the page that lies in it, before it is followed or copied. */
  function mend(event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.protocol !== "file:" || !link.pathname.endsWith("/")) return;
    link.pathname += "index.html";
  }

  ["pointerover", "focusin", "click"].forEach(function (type) { addEventListener(type, mend, true); });

  function note(words) {
    var place = document.createElement("p");
    place.className = "tl-luring";
    place.append("Situs ini dibuka langsung dari berkas, tanpa server web. " + words);
    return place;
  }

  var config = JSON.parse(document.getElementById("__config").textContent);
  // The theme hides its search here by itself.
  document.querySelectorAll(".tl-hero").forEach(function (hero) {
    var link = document.createElement("a"), said = note("Pencarian tidak dapat berjalan; pakai ");
    link.href = config.base + "/sop/index.html";
    link.textContent = "daftar semua SOP";
    said.append(link, " dan saringannya.");
    hero.append(said);
  });
  document.querySelectorAll("[data-putar]").forEach(function (offer) {
    offer.replaceWith(note("Putar ulang memerlukan server web."));
  });
  document.querySelectorAll("[data-apajika]").forEach(function (desk) {
    desk.prepend(note("Hitungan pada halaman ini memerlukan server web; di komputer Anda pakai perintah sop simulasi."));
  });
})();
