/* Elements of pages and drawings; text is always text. */

const SVG = "http://www.w3.org/2000/svg";

function filled(element, sifat, teks) {
  for (const [name, value] of Object.entries(sifat)) element.setAttribute(name, String(value));
  if (teks !== undefined) element.textContent = teks;
  return element;
}

export function buat(nama, sifat, teks) {
  return filled(document.createElementNS(SVG, nama), sifat, teks);
}

export function unsur(nama, sifat = {}, teks) {
  return filled(document.createElement(nama), sifat, teks);
}

export function tombol(teks, tekan, sifat = {}) {
  const element = unsur("button", { type: "button", ...sifat }, teks);
  element.addEventListener("click", tekan);
  return element;
}

/* A choice among a few words, with its name before it. */
export function pilihan(nama, judul, isi, terpilih, ubah) {
  const group = unsur("span"), id = `tl-p-${nama}`, select = unsur("select", { id });
  for (const [value, words] of isi) {
    const option = unsur("option", { value }, words);
    option.selected = value === terpilih;
    select.append(option);
  }
  select.addEventListener("change", () => ubah(select.value));
  group.append(unsur("label", { for: id }, judul), " ", select);
  return group;
}
