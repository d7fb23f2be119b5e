/* Comparisons: a switch that leaves only the rows that differ, and a choice of columns. No library; without it every
   row and column shows. The chosen columns stand in the address, so that they can be sent to somebody. */
(function () {
  "use strict";

  var PARAMETER = "kolom";

  function line(input, text) {
    var label = document.createElement("label");
    label.appendChild(input);
    label.appendChild(document.createTextNode(text));
    return label;
  }

  function checkbox(checked) {
    var input = document.createElement("input");
    input.type = "checkbox";
    input.checked = checked;
    return input;
  }

  /* What a cell says, whatever its number, case, blanks and punctuation. */
  function said(cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll(".tl-b-nomor, .tl-samar").forEach(function (one) { one.remove(); });
    return copy.textContent.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function chosenAtFirst(heads) {
    var asked = new URLSearchParams(location.search).getAll(PARAMETER);
    var known = heads.map(function (head) { return asked.indexOf(head.dataset.kolom) >= 0; });
    return known.indexOf(true) >= 0 ? known : heads.map(function () { return true; });
  }

  function remember(heads, inputs) {
    var address = new URL(location.href);
    address.searchParams.delete(PARAMETER);
    if (inputs.some(function (input) { return !input.checked; })) {
      heads.forEach(function (head, at) {
        if (inputs[at].checked) address.searchParams.append(PARAMETER, head.dataset.kolom);
      });
    }
    try { history.replaceState(history.state, "", address); } catch (refused) { /* a file: address may not change */ }
  }

  function choice(box, changed) {
    var heads = Array.from(box.querySelectorAll("th[data-kolom]"));
    if (heads.length < 3) return null;
    var first = chosenAtFirst(heads);
    var inputs = first.map(checkbox);
    var rows = Array.from(box.querySelectorAll(".tl-b-matriks tbody tr"));

    function apply() {
      var shown = inputs.filter(function (input) { return input.checked; }).length;
      inputs.forEach(function (input, at) {
        input.disabled = shown === 1 && input.checked;
        heads[at].hidden = !input.checked;
      });
      rows.forEach(function (row) {
        var cells = Array.from(row.querySelectorAll("td"));
        if (cells.length < inputs.length) {
          cells[0].colSpan = shown;
          return;
        }
        var visible = cells.filter(function (cell, at) {
          cell.hidden = !inputs[at].checked;
          return inputs[at].checked;
        });
        var texts = shown < inputs.length ? visible.map(said) : [];
        row.classList.toggle("tl-b-terpilih-sama", texts.length > 0 && texts.every(function (text) {
          return text === texts[0];
        }));
      });
    }

    var field = document.createElement("fieldset");
    field.className = "tl-b-pilih";
    var legend = document.createElement("legend");
    legend.textContent = "Kolom yang tampil";
    field.appendChild(legend);
    inputs.forEach(function (input, at) {
      input.addEventListener("change", function () {
        apply();
        remember(heads, inputs);
        changed();
      });
      field.appendChild(line(input, heads[at].dataset.nama));
    });
    apply();
    return field;
  }

  function equip(box) {
    if (box.querySelector(".tl-b-saring")) return;
    var input = checkbox(false);
    var told = document.createElement("span");
    told.className = "tl-samar";
    told.setAttribute("role", "status");

    function same() {
      return box.querySelectorAll(".tl-b-baris-sama, .tl-b-terpilih-sama").length;
    }

    function tell() {
      box.classList.toggle("tl-b-hanya-beda", input.checked);
      told.textContent = input.checked ? same() + " baris yang sama disembunyikan" : "semua baris tampil";
    }

    var field = choice(box, tell);
    if (!field && !same()) return;
    input.addEventListener("change", tell);
    var filter = document.createElement("div");
    filter.className = "tl-b-saring";
    filter.appendChild(line(input, "Hanya baris yang berbeda"));
    filter.appendChild(told);
    box.insertBefore(filter, box.firstChild);
    if (field) box.insertBefore(field, filter);
  }

  document.querySelectorAll("[data-banding]").forEach(equip);
})();
