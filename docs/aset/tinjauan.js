/* Review dates by the reader's clock: what is due, how long it is over, how old an SOP is; and the list of what is due. */
(function () {
  "use strict";

  var HARI = 86400000, SEGERA = 60;
  var kini = new Date();
  var hariIni = dayNumber(kini.getFullYear(), kini.getMonth(), kini.getDate());

  function dayNumber(year, month, day) {
    var date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / HARI);
  }

  function parts(text) {
    var match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
    return match ? [Number(match[1]), Number(match[2]) - 1, Number(match[3])] : null;
  }

  /* Days until a date; negative once it is over, null where it is none. */
  function daysUntil(text) {
    var date = parts(text);
    return date ? dayNumber(date[0], date[1], date[2]) - hariIni : null;
  }

  function say(number) { return number.toLocaleString("id-ID"); }

  function after(element, name, className, words) {
    var mark = document.createElement(name);
    mark.className = className;
    mark.textContent = words;
    element.insertAdjacentText("afterend", " ");
    element.nextSibling.after(mark);
  }

  document.querySelectorAll("time[data-tenggat]").forEach(function (time) {
    var days = daysUntil(time.getAttribute("datetime"));
    if (days === null) return;
    var words = days > 0 ? "dalam " + say(days) + " hari" : days < 0 ? "lewat " + say(-days) + " hari" : "jatuh tempo hari ini";
    var kind = days <= 0 ? "tiba" : days <= SEGERA ? "segera" : "nanti";
    after(time, "span", "tl-lencana tl-tenggat-" + kind, words);
    var row = time.closest("tr");
    if (row && days <= 0) row.dataset.jatuhTempo = "";
  });

  document.querySelectorAll("time[data-umur]").forEach(function (time) {
    var date = parts(time.getAttribute("datetime"));
    if (!date) return;
    var months = (kini.getFullYear() - date[0]) * 12 + kini.getMonth() - date[1] - (kini.getDate() < date[2] ? 1 : 0);
    var years = Math.floor(months / 12), rest = months % 12;
    var words = months < 0 ? "belum tiba" : months === 0 ? "kurang dari sebulan"
      : [years ? say(years) + " tahun" : "", rest ? rest + " bulan" : ""].filter(Boolean).join(" ");
    after(time, "span", "tl-umur", months < 0 ? words : words + " lalu");
  });

  document.querySelectorAll("[data-tenggat-daftar]").forEach(function (element) {
    var days = element.dataset.tenggatDaftar.split(" ").map(daysUntil).filter(function (n) { return n !== null; });
    var due = days.filter(function (n) { return n <= 0; }).length;
    element.textContent = [say(due), element.dataset.tenggatNama, "jatuh tempo"].filter(Boolean).join(" ");
    element.hidden = false;
  });

  document.querySelectorAll("[data-saring-tenggat]").forEach(function (control) {
    var table = document.getElementById(control.dataset.saringTenggat);
    var box = control.querySelector("input"), told = control.querySelector("output");
    if (!table || !box) return;
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);

    function show() {
      var shown = 0;
      rows.forEach(function (row) {
        row.hidden = box.checked && !("jatuhTempo" in row.dataset);
        if (!row.hidden) shown += 1;
      });
      told.textContent = say(shown) + " dari " + say(rows.length) + " SOP";
    }

    box.addEventListener("change", show);
    control.hidden = false;
    show();
  });
})();
