/* Comparisons: a switch that leaves only the rows that differ. No library; without it every row shows. */
(function () {
  "use strict";

  function equip(box, number) {
    var rows = box.querySelectorAll(".tl-b-baris-sama");
    if (!rows.length || box.querySelector(".tl-b-saring")) return;
    var line = document.createElement("div");
    line.className = "tl-b-saring";
    var input = document.createElement("input");
    input.type = "checkbox";
    input.id = "banding-saring-" + number;
    var label = document.createElement("label");
    label.htmlFor = input.id;
    label.textContent = "Hanya baris yang berbeda";
    var told = document.createElement("span");
    told.className = "tl-samar";
    told.setAttribute("role", "status");
    input.addEventListener("change", function () {
      box.classList.toggle("tl-b-hanya-beda", input.checked);
      told.textContent = input.checked ? rows.length + " baris yang sama disembunyikan" : "semua baris tampil";
    });
    line.appendChild(input);
    line.appendChild(label);
    line.appendChild(told);
    box.insertBefore(line, box.firstChild);
  }

  document.querySelectorAll("[data-banding]").forEach(equip);
})();
