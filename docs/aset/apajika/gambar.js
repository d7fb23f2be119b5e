/* Drawings and small pieces of the page. Text from data is only ever set as text. */

const SVG = "http://www.w3.org/2000/svg";
let cacah = 0;

export function buat(nama, kelas, ...isi) {
  const unsur = document.createElement(nama);
  if (kelas) unsur.className = kelas;
  unsur.append(...isi.filter((satu) => satu !== null && satu !== undefined));
  return unsur;
}

function titik(nama, sifat, teks) {
  const unsur = document.createElementNS(SVG, nama);
  for (const [kunci, nilai] of Object.entries(sifat)) unsur.setAttribute(kunci, nilai);
  if (teks !== undefined) unsur.textContent = teks;
  return unsur;
}

function garis(satu) {
  return titik("line", { class: satu.kelas, x1: satu.x1 + "%", y1: satu.y1, x2: satu.x2 + "%", y2: satu.y2 });
}

/** Draw a chart from its parts, as the site's own pages do: across in per cent, down in pixels. */
export function grafik(gambar, judul, uraian) {
  const kunci = "aj-grafik-" + ++cacah;
  const svg = titik("svg", {
    class: "tl-grafik", role: "img", width: "100%", height: gambar.tinggi, focusable: "false",
    "aria-labelledby": `${kunci}-judul ${kunci}-uraian`
  });
  svg.append(titik("title", { id: kunci + "-judul" }, judul), titik("desc", { id: kunci + "-uraian" }, uraian));
  svg.append(...gambar.garis.filter((satu) => satu.kelas === "tl-g-kisi").map(garis));
  for (const satu of gambar.batang) {
    const batang = titik("rect", {
      class: satu.kelas, x: satu.x + "%", y: satu.y, width: satu.lebar + "%", height: satu.tinggi
    });
    if (satu.judul) batang.append(titik("title", {}, satu.judul));
    svg.append(batang);
  }
  svg.append(...gambar.garis.filter((satu) => satu.kelas !== "tl-g-kisi").map(garis));
  for (const satu of gambar.tulisan) {
    svg.append(titik("text", { class: satu.kelas, x: satu.x + "%", y: satu.y, "text-anchor": satu.jangkar }, satu.teks));
  }
  return svg;
}

/** An estimate with its interval below it. */
export function taksiran(satu) {
  const isi = document.createDocumentFragment();
  isi.append(satu.nilai);
  if (satu.selang) isi.append(buat("small", "", satu.selang));
  return isi;
}

/** A table that scrolls by itself; the first cell of each row is its heading. */
export function tabel(nama, kepala, baris) {
  const table = buat("table", "tl-angka"), atas = buat("tr"), badan = buat("tbody");
  for (const judul of kepala) {
    const sel = buat("th", "", judul);
    sel.scope = "col";
    atas.append(sel);
  }
  for (const isi of baris) {
    const [pertama, ...lain] = isi;
    const sel = buat("th", "", pertama);
    sel.scope = "row";
    badan.append(buat("tr", "", sel, ...lain.map((satu) => buat("td", "", satu))));
  }
  table.append(buat("thead", "", atas), badan);
  const bingkai = buat("div", "tl-tabel", table);
  bingkai.tabIndex = 0;
  bingkai.setAttribute("role", "region");
  bingkai.setAttribute("aria-label", nama);
  return bingkai;
}
