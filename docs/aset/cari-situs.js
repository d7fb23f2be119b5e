/* Where a list's own box finds little, a link asks the whole site: its search knows word forms, abbreviations and slips
   of the finger, the boxes of the lists only what stands in their rows. */
(function () {
  "use strict";

  var SEDIKIT = 3, PANJANG = 200, TAMPAK = 40;
  // The theme's search needs a server.
  var works = location.protocol !== "file:" && document.querySelector("[data-md-component=search-query]");

  /* Return a paragraph that is shown where at most a few rows are left, and what tells it of a new question. */
  window.tlCariSitus = function () {
    var element = document.createElement("p"), link = document.createElement("a"), why = document.createElement("small");
    element.className = "tl-cari-situs";
    element.hidden = true;
    link.rel = "nofollow";
    why.textContent = "Pencarian situs mengenal bentuk kata, singkatan, dan salah ketik.";
    element.append(link, " ", why);
    var words = "";

    // What is chosen on the page stands in its address, and is there again when the search is closed.
    function lead() {
      var parameters = new URLSearchParams(location.search);
      parameters.set("q", words);
      link.href = "?" + parameters.toString();
    }

    link.addEventListener("click", lead);
    return {
      elemen: element,
      tanya: function (text, left) {
        words = text.trim().slice(0, PANJANG);
        element.hidden = !works || !words || left > SEDIKIT;
        lead();
        link.textContent = "Cari “" + (words.length > TAMPAK ? words.slice(0, TAMPAK) + "…" : words) + "” di seluruh situs";
      }
    };
  };
})();
