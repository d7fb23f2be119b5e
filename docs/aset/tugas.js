/* Narrowing a list down by typing, and the print button. Without this script every row stands there. */
(function () {
  "use strict";

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function equip(box) {
    var table = document.getElementById(box.getAttribute("data-saring"));
    var field = box.querySelector("input"), said = box.querySelector("output");
    if (!table || !field || !said) return;
    // The words must stand in one name: "sekretaris dinas" is not somebody called Sekretaris Daerah and Kepala Dinas.
    var rows = Array.prototype.map.call(table.querySelectorAll("tbody tr"), function (row) {
      var head = row.querySelector("th"), names = [plain(head ? head.textContent : "")];
      row.querySelectorAll("td").forEach(function (cell) {
        names = names.concat(plain(cell.textContent).split(", "));
      });
      return { row: row, names: names };
    });

    function links() {
      return rows.filter(function (one) { return !one.row.classList.contains("tl-disaring"); })
        .map(function (one) { return one.row.querySelector("a"); }).filter(Boolean);
    }

    // What Enter opens: the row that is called so, before one that is also called so.
    function best() {
      var all = links(), wanted = plain(field.value).trim();
      return all.filter(function (link) { return plain(link.textContent).indexOf(wanted) === 0; })[0] || all[0];
    }

    var elsewhere = window.tlCariSitus();
    box.append(elsewhere.elemen);

    function narrow() {
      var wanted = plain(field.value).split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (one) {
        var fits = one.names.some(function (name) {
          return wanted.every(function (word) { return name.indexOf(word) >= 0; });
        });
        one.row.classList.toggle("tl-disaring", !fits);
        if (fits) shown += 1;
      });
      said.textContent = !wanted.length ? "" : shown ? shown + " dari " + rows.length : "Tidak ada yang cocok.";
      elsewhere.tanya(field.value, shown);
    }

    field.addEventListener("input", narrow);
    field.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && field.value) {
        field.value = "";
        narrow();
        event.preventDefault();
      } else if (event.key === "ArrowDown" || event.key === "Enter") {
        var target = event.key === "Enter" && field.value.trim() ? best() : links()[0];
        if (!target) return;
        event.preventDefault();
        if (event.key === "Enter" && field.value.trim()) target.click();
        else target.focus();
      }
    });
    table.addEventListener("keydown", function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      var all = links(), place = all.indexOf(document.activeElement);
      if (place < 0) return;
      event.preventDefault();
      var next = place + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) field.focus();
      else if (next < all.length) all[next].focus();
    });
    box.hidden = false;
    narrow();
  }

  document.querySelectorAll("[data-saring]").forEach(equip);

  // Paper has no button to open what is folded: the assumptions behind the figures go with them.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.tl-lipat-asumsi").forEach(function (folded) { folded.open = true; });
  });

  document.querySelectorAll("[data-cetak]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
