/* Tables that the reader can sort: each heading with data-urut becomes a button. Without JavaScript they stay as they are. */
(function () {
  "use strict";

  var kata = new Intl.Collator("id", { numeric: true, sensitivity: "base" });

  function value(row, column) {
    var cell = row.cells[column];
    return "nilai" in cell.dataset ? cell.dataset.nilai : cell.textContent.trim();
  }

  function sorter(column, kind, sign) {
    return function (one, other) {
      var a = value(one, column), b = value(other, column);
      if (kind === "angka") return sign * (parseFloat(a) - parseFloat(b));
      if (!a || !b) return a === b ? 0 : a ? -1 : 1;  // what is empty stands last
      return sign * kata.compare(a, b);
    };
  }

  function sort(table, heading) {
    var kind = heading.dataset.urut, before = heading.getAttribute("aria-sort");
    var first = kind === "angka" ? "descending" : "ascending";
    var order = before === null ? first : before === "ascending" ? "descending" : "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", order);
    var body = table.tBodies[0];
    Array.prototype.slice.call(body.rows)
      .sort(sorter(heading.cellIndex, kind, order === "ascending" ? 1 : -1))
      .forEach(function (row) { body.appendChild(row); });
  }

  document.querySelectorAll("table[data-dapat-diurutkan]").forEach(function (table) {
    table.querySelectorAll("th[data-urut]").forEach(function (heading) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "tl-urut";
      button.title = "Urutkan menurut kolom ini";
      while (heading.firstChild) button.appendChild(heading.firstChild);
      button.addEventListener("click", function () { sort(table, heading); });
      heading.appendChild(button);
    });
  });
})();
