/* The catalogue page: filters, sorting and pages over one table. Without this script the table is whole. No library.

   Only the rows that are shown stand in the page: the first ones are there, the others lie as text in <noscript> and
   are made when they are first wanted. A change costs what is shown and not what there is. What is chosen stands in the
   address; the day is the reader's own. */
(function () {
  "use strict";

  // Rows at first and with each wish for more; the most at one wish; choices of a filter; those that need no box.
  var TAMPIL = 50, BANYAK = 500, PILIHAN = 30, SEDIKIT = 10, TERBUKA = ["opd", "temuan"], JEDA = 250;
  // How the two directions of a column are said, and whether the first choice goes downwards.
  var ARAH = {
    nama: ["A–Z", "Z–A"], opd: ["A–Z", "Z–A"], proses: ["A–Z", "Z–A"],
    tertulis: ["tersingkat dahulu", "terlama dahulu"], realistis: ["tersingkat dahulu", "terlama dahulu"],
    disahkan: ["terlama dahulu", "terbaru dahulu", true], temuan: ["teringan dahulu", "terberat dahulu", true]
  };

  var box = document.querySelector("[data-saringan]");
  if (!box) return;
  var table = box.querySelector("table"), body = table.tBodies[0], frame = table.parentNode;
  var rest = box.querySelector("noscript"), rows = Array.prototype.slice.call(body.rows);
  if (!Element.prototype.replaceChildren) {
    // A browser too old for the controls gets the whole table.
    if (rest) rest.insertAdjacentHTML("afterend", rest.textContent);
    return;
  }
  var data = JSON.parse(box.querySelector("script[type='application/json']").textContent), total = data.teks.length;
  // No text can hold "<tr>": the page escapes it, and <noscript> keeps what is escaped.
  var sources = rest ? rest.textContent.split("<tbody>")[1].split("<tr>").slice(1) : [], first = rows.length;

  var facets = data.saringan.map(function (one) {
    var indeks = new Map();
    (one.dahulu || []).forEach(function (pair) { indeks.set(pair[0], pair[1]); });
    one.pilihan.forEach(function (choice, index) { indeks.set(choice[0], index); });
    return {
      kunci: one.kunci, judul: one.judul, bantuan: one.bantuan, tetap: one.tetap, pilihan: one.pilihan, sop: one.sop,
      indeks: indeks, dipilih: new Set(), hitung: new Int32Array(one.pilihan.length), tampak: []
    };
  });
  var byKey = new Map(facets.map(function (facet) { return [facet.kunci, facet]; }));
  var sortable = new Map(Object.keys(data.urutan).map(function (key) { return [key, data.urutan[key]]; }));
  ["opd", "proses"].forEach(function (key) { sortable.set(key, byKey.get(key).sop); });

  var words = [], phrase = "", order = null, down = false, limit = TAMPIL;
  var found = [], shown = rows.map(function (_, index) { return index; }), texts = null, day = 0, waiting = 0;

  // Small pieces of the page

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function button(text, className, action) {
    var element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  /* Put rows into the page, in this order; what is wanted for the first time is made in one go. */
  function put(indexes) {
    var missing = indexes.filter(function (index) { return !rows[index]; }), template = document.createElement("template");
    template.innerHTML = missing.map(function (index) { return "<tr>" + sources[index - first]; }).join("");
    var made = template.content.querySelectorAll("tr");
    missing.forEach(function (index, at) { rows[index] = made[at]; });
    body.replaceChildren.apply(body, indexes.map(function (index) { return rows[index]; }));
  }

  function number(value) { return value.toLocaleString("id-ID"); }

  function fold(text) { return text.normalize("NFKC").toLowerCase(); }

  function split(text) { return fold(text).split(/\s+/).filter(Boolean); }

  // What the reader's day decides

  function judgeReviews() {
    var now = new Date(), today = now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate();
    if (today === day) return;
    day = today;
    var facet = byKey.get("tinjauan"), place = facet.indeks;
    facet.sop = data.evaluasi.map(function (evaluation, index) {
      if (evaluation === null) return place.get("tanpa-tanggal");
      if (evaluation <= today) return place.get("evaluasi");
      return place.get(data.pemantauan[index] <= today ? "pemantauan" : "belum");
    });
    facet.hari = now.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
  }

  // Which SOPs remain, and how many would with each choice

  function has(facet, index) {
    var value = facet.sop[index];
    if (typeof value === "number") return facet.dipilih.has(value);
    for (var at = 0; at < value.length; at++) if (facet.dipilih.has(value[at])) return true;
    return false;
  }

  function count(facet, index) {
    var value = facet.sop[index];
    if (typeof value === "number") { facet.hitung[value] += 1; return; }
    for (var at = 0; at < value.length; at++) facet.hitung[value[at]] += 1;
  }

  function textOf(index) {
    if (!texts) {
      var offices = byKey.get("opd");
      texts = data.teks.map(function (text, at) {
        var office = offices.pilihan[offices.sop[at]];
        return fold([text, office[1], office[2] || ""].join("\n"));
      });
    }
    return texts[index];
  }

  /* An SOP that only one filter refuses counts for the other choices of that filter: chosen, they would bring it. */
  function evaluate() {
    var active = facets.filter(function (facet) { return facet.dipilih.size; });
    facets.forEach(function (facet) { facet.hitung.fill(0); });
    found = [];
    for (var index = 0; index < total; index++) {
      if (words.length && !words.every(function (word) { return textOf(index).includes(word); })) continue;
      var refusing = null, several = false;
      for (var at = 0; at < active.length && !several; at++) {
        if (has(active[at], index)) continue;
        several = refusing !== null;
        refusing = active[at];
      }
      if (several) continue;
      if (refusing) { count(refusing, index); continue; }
      found.push(index);
      for (var every = 0; every < facets.length; every++) count(facets[every], index);
    }
    if (order) found.sort(compare);
  }

  function compare(one, other) {
    var values = sortable.get(order), first = values[one], second = values[other];
    if (first === second) return one - other;
    if (first === null) return 1;
    if (second === null) return -1;
    return down ? second - first : first - second;
  }

  // The address

  function read() {
    var parameters = new URLSearchParams(location.search), unknown = [];
    facets.forEach(function (facet) {
      facet.dipilih.clear();
      parameters.getAll(facet.kunci).forEach(function (value) {
        var index = facet.indeks.get(value.toLowerCase());
        if (index === undefined) unknown.push(facet.judul + ": " + shorten(value));
        else facet.dipilih.add(index);
      });
    });
    phrase = (parameters.get("cari") || "").slice(0, 200);
    words = split(phrase);
    order = null;
    down = false;
    var wanted = parameters.get("urut");
    if (wanted !== null) {
      var match = /^([a-z]+)-(naik|turun)$/.exec(wanted);
      if (match && sortable.has(match[1])) { order = match[1]; down = match[2] === "turun"; }
      else unknown.push("urut: " + shorten(wanted));
    }
    var state = history.state;
    limit = state && state.tampil > TAMPIL ? Math.min(state.tampil, total) : TAMPIL;
    return unknown;
  }

  function shorten(text) { return "“" + (text.length > 40 ? text.slice(0, 40) + "…" : text) + "”"; }

  function write() {
    clearTimeout(waiting);
    waiting = 0;
    var parameters = new URLSearchParams();
    facets.forEach(function (facet) {
      sorted(facet.dipilih).forEach(function (index) { parameters.append(facet.kunci, facet.pilihan[index][0]); });
    });
    if (words.length) parameters.set("cari", phrase.trim());
    if (order) parameters.set("urut", order + (down ? "-turun" : "-naik"));
    var query = parameters.toString();
    try {
      history.replaceState({ tampil: limit }, "", (query ? "?" + query : location.pathname) + location.hash);
    } catch (error) {
      // A browser that is asked too often, or that guards pages opened as files: the filters work all the same.
    }
  }

  function writeSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(write, JEDA);
  }

  function sorted(set) { return Array.from(set).sort(function (one, other) { return one - other; }); }

  // The controls

  var field = make("input");
  field.type = "search";
  field.autocomplete = "off";
  field.spellcheck = false;
  field.maxLength = 200;
  var fieldLabel = make("label", "tl-saring-cari");
  fieldLabel.append(make("span", "", "Nama, nomor, atau OPD"), field);

  var chooser = make("select");
  chooser.autocomplete = "off";
  var chooserLabel = make("label", "tl-saring-urut");
  chooserLabel.append(make("span", "", "Urutkan"), chooser);

  var top = make("div", "tl-saring-atas");
  top.append(fieldLabel, chooserLabel);

  var status = make("p", "tl-saring-jumlah");
  status.setAttribute("role", "status");
  var copy = button("Salin tautan", "tl-saring-tombol", copyAddress);
  var clear = button("Hapus semua saringan", "tl-saring-tombol", function () {
    facets.forEach(function (facet) { facet.dipilih.clear(); });
    field.value = "";
    phrase = "";
    words = [];
    changed(null);
    field.focus();
  });
  var result = make("div", "tl-saring-hasil");
  result.append(status, copy, clear);
  var chips = make("ul", "tl-saring-lencana");
  chips.setAttribute("aria-label", "Saringan yang dipakai");
  var message = make("p", "tl-saring-pesan");
  message.setAttribute("role", "status");
  var address = make("input", "tl-saring-alamat");
  address.readOnly = true;
  address.hidden = true;
  address.setAttribute("aria-label", "Alamat halaman ini dengan saringannya");
  var elsewhere = window.tlCariSitus();
  top.append(result, chips, message, address, elsewhere.elemen);

  var panel = make("details", "tl-saring-panel"), panelTitle = make("summary");
  panel.append(panelTitle);
  facets.forEach(function (facet) { panel.append(group(facet)); });
  var done = button("", "tl-saring-tombol tl-saring-lihat", function () {
    panel.open = false;
    panelTitle.focus();
    top.scrollIntoView();
  });
  panel.append(done);

  var none = make("p", "tl-kosong", "Tidak ada SOP yang cocok dengan semua saringan ini. Hapus salah satu saringan.");
  var more = make("p", "tl-saring-lagi"), moreWords = make("span");
  var next = button("", "tl-saring-tombol", function () { extend(limit + TAMPIL); });
  var many = button("", "tl-saring-tombol", function () { extend(limit + BANYAK); });
  more.append(moreWords, next, many);

  function group(facet) {
    var element = make("details", "tl-saring-satu"), summary = make("summary");
    facet.jumlah = make("span", "tl-saring-dipilih");
    summary.append(make("span", "", facet.judul), facet.jumlah);
    var inside = make("div");
    inside.setAttribute("role", "group");
    inside.setAttribute("aria-label", facet.judul);
    facet.pengantar = make("p", "tl-saring-bantuan", facet.bantuan);
    if (facet.bantuan) inside.append(facet.pengantar);
    if (facet.pilihan.length > SEDIKIT) {
      facet.kotak = make("input", "tl-saring-cari-pilihan");
      facet.kotak.type = "search";
      facet.kotak.autocomplete = "off";
      facet.kotak.placeholder = "Cari pilihan";
      facet.kotak.setAttribute("aria-label", "Cari pilihan " + facet.judul);
      facet.kotak.addEventListener("input", function () { fill(facet); });
      inside.append(facet.kotak);
    }
    facet.daftar = make("ul");
    facet.sisa = make("p", "tl-saring-bantuan");
    inside.append(facet.daftar, facet.sisa);
    element.append(summary, inside);
    element.addEventListener("toggle", function () { if (element.open) fill(facet); });
    facet.daftar.addEventListener("change", function (event) {
      var index = Number(event.target.value);
      if (event.target.checked) facet.dipilih.add(index);
      else facet.dipilih.delete(index);
      changed(facet);
    });
    facet.elemen = element;
    return element;
  }

  /* The choices that a filter shows: those that its box looks for, chosen ones first and empty ones last, some of
     them where there are many. A filter with an order of its own keeps it. */
  function wanted(facet) {
    var looked = facet.kotak ? split(facet.kotak.value) : [], groups = [[], [], []];
    facet.pilihan.forEach(function (choice, index) {
      if (looked.length) {
        var text = fold(choice[1] + "\n" + (choice[2] || ""));
        if (!looked.every(function (word) { return text.includes(word); })) return;
      }
      groups[facet.tetap ? 0 : facet.dipilih.has(index) ? 0 : facet.hitung[index] ? 1 : 2].push(index);
    });
    return groups[0].concat(groups[1], groups[2]);
  }

  function fill(facet) {
    if (facet.kunci === "tinjauan") facet.pengantar.textContent = "Dihitung sampai hari ini, " + facet.hari + ". " + facet.bantuan;
    var all = wanted(facet), some = all.slice(0, PILIHAN), left = all.length - some.length;
    var same = some.length === facet.tampak.length && some.every(function (index, at) { return facet.tampak[at] === index; });
    if (!same) {
      facet.tampak = some;
      facet.daftar.replaceChildren.apply(facet.daftar, some.map(function (index) { return item(facet, index); }));
    }
    facet.sisa.textContent = left ? "dan " + number(left) + " pilihan lagi; ketik di kotak cari untuk menemukannya" :
      all.length ? "" : "Tidak ada pilihan yang memuat kata itu.";
    recount(facet);
  }

  function item(facet, index) {
    var choice = facet.pilihan[index], check = make("input"), text = make("span", "tl-saring-nama", choice[1]);
    check.type = "checkbox";
    check.value = String(index);
    check.autocomplete = "off";
    if (choice[2] && choice[2] !== choice[1]) text.append(" ", make("small", "", choice[2]));
    var label = make("label"), amount = make("span", "tl-saring-n");
    label.append(check, text, amount);
    var element = make("li");
    element.append(label);
    return element;
  }

  function recount(facet) {
    facet.tampak.forEach(function (index, at) {
      var label = facet.daftar.children[at].firstChild, amount = facet.hitung[index];
      label.firstChild.checked = facet.dipilih.has(index);
      label.classList.toggle("tl-saring-nol", !amount);
      label.lastChild.replaceChildren(number(amount), make("span", "tl-samar", " SOP"));
    });
  }

  // Showing

  function changed(from) {
    limit = TAMPIL;
    message.textContent = "";
    address.hidden = true;
    refresh(from);
    if (from === field) writeSoon();
    else write();
  }

  function refresh(from) {
    judgeReviews();
    evaluate();
    facets.forEach(function (facet) {
      facet.jumlah.textContent = facet.dipilih.size ? facet.dipilih.size + " dipilih" : "";
      if (!facet.elemen.open) return;
      // The list in which the reader stands is not put in another order under the hand.
      if (facet === from) recount(facet);
      else fill(facet);
    });
    showChips();
    showRows();
  }

  function showRows() {
    var some = found.length > limit ? found.slice(0, limit) : found, chosen = howMany();
    if (some.length !== shown.length || some.some(function (index, at) { return shown[at] !== index; })) {
      shown = some.slice();
      put(shown);
    }
    frame.hidden = !found.length;
    none.hidden = Boolean(found.length);
    more.hidden = some.length === found.length;
    moreWords.textContent = "Ditampilkan " + number(some.length) + " dari " + number(found.length) + " SOP.";
    var left = found.length - some.length;
    next.textContent = "Tampilkan " + number(Math.min(TAMPIL, left)) + " lagi";
    many.textContent = left > BANYAK ? "Tampilkan " + number(BANYAK) + " lagi" : "Tampilkan semua";
    many.hidden = left <= TAMPIL;
    status.textContent = chosen ? number(found.length) + " dari " + number(total) + " SOP cocok" : number(total) + " SOP";
    clear.hidden = !chosen;
    elsewhere.tanya(words.length ? phrase : "", found.length);
    panelTitle.textContent = chosen ? "Saringan (" + chosen + " dipakai)" : "Saringan";
    done.textContent = "Lihat " + number(found.length) + " SOP";
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) {
      var own = cell.dataset.urut === order;
      cell.setAttribute("aria-sort", own ? (down ? "descending" : "ascending") : "none");
    });
    chooser.value = order ? order + (down ? "-turun" : "-naik") : "";
  }

  function howMany() {
    return facets.reduce(function (sum, facet) { return sum + facet.dipilih.size; }, words.length ? 1 : 0);
  }

  function showChips() {
    var items = [];
    if (words.length) {
      items.push(chip("Kata", phrase.trim(), function () {
        field.value = "";
        phrase = "";
        words = [];
      }));
    }
    facets.forEach(function (facet) {
      sorted(facet.dipilih).forEach(function (index) {
        items.push(chip(facet.judul, facet.pilihan[index][1], function () { facet.dipilih.delete(index); }));
      });
    });
    chips.replaceChildren.apply(chips, items);
    chips.hidden = !items.length;
  }

  function chip(title, name, remove) {
    var element = make("li"), text = title + ": " + name;
    var own = button("", "", function () {
      var place = Array.prototype.indexOf.call(chips.children, element);
      remove();
      changed(null);
      var left = chips.children[Math.min(place, chips.children.length - 1)];
      (left ? left.firstChild : field).focus();
    });
    var cross = make("span", "", "×");
    cross.setAttribute("aria-hidden", "true");
    own.append(make("span", "", text), " ", cross);
    own.setAttribute("aria-label", "Hapus saringan " + text);
    element.append(own);
    return element;
  }

  function extend(size) {
    var before = shown.length;
    limit = Math.min(size, found.length);
    showRows();
    write();
    var link = rows[found[before]].querySelector("a");
    if (link) link.focus();
  }

  function sortBy(key, downwards) {
    order = key;
    down = downwards;
    limit = TAMPIL;
    evaluate();
    showRows();
    write();
  }

  function copyAddress() {
    write();
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(location.href).then(copied, copyByHand);
    } else {
      copyByHand();
    }
  }

  function copied() { message.textContent = "Tautan disalin."; }

  /* Over plain http a browser gives no clipboard: the old way, and if that fails too, the reader's own hand. */
  function copyByHand() {
    address.value = location.href;
    address.hidden = false;
    address.focus();
    address.select();
    var ok = false;
    try { ok = document.execCommand("copy"); } catch (error) { ok = false; }
    if (ok) {
      address.hidden = true;
      copy.focus();
      copied();
    } else {
      message.textContent = "Salin alamat di bawah ini:";
    }
  }

  // Putting it together

  chooser.append(option("", "seperti katalog"));
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) {
    var key = cell.dataset.urut, ways = ARAH[key], title = cell.textContent;
    chooser.append(option(key + "-naik", title + ", " + ways[0]), option(key + "-turun", title + ", " + ways[1]));
    cell.replaceChildren(button(title, "tl-saring-kolom", function () {
      sortBy(key, order === key ? !down : Boolean(ways[2]));
    }));
  });

  function option(value, text) {
    var element = make("option", "", text);
    element.value = value;
    return element;
  }

  chooser.addEventListener("change", function () {
    var parts = chooser.value.split("-");
    sortBy(parts[0] || null, parts[1] === "turun");
  });
  field.addEventListener("input", function () {
    phrase = field.value;
    words = split(phrase);
    changed(field);
  });

  function restore() {
    var unknown = read();
    field.value = phrase;
    facets.forEach(function (facet) {
      if (facet.dipilih.size) facet.elemen.open = true;
    });
    refresh(null);
    message.textContent = unknown.length ? "Diabaikan karena tidak dikenal: " + unknown.slice(0, 5).join("; ") +
      (unknown.length > 5 ? "; dan " + number(unknown.length - 5) + " lainnya" : "") + "." : "";
  }

  var wide = window.matchMedia("(min-width: 76.25em)");
  function unfold() { panel.open = wide.matches; }
  wide.addEventListener("change", unfold);
  unfold();
  TERBUKA.forEach(function (key) { byKey.get(key).elemen.open = true; });

  restore();
  box.prepend(top, panel);
  frame.after(none, more);
  box.classList.add("tl-saring-aktif");

  window.addEventListener("popstate", restore);
  window.addEventListener("pageshow", function (event) { if (event.persisted) refresh(null); });
  // On paper stands everything that was found, not the first page of it.
  window.addEventListener("beforeprint", function () { put(found); });
  window.addEventListener("afterprint", function () { put(shown); });
})();
