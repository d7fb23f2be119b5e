/* The present picture as a file: drawn from what is on the page, with its looks written into it; nothing is asked for. */

import { buat } from "./gambar.js";

const SIFAT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-opacity",
  "paint-order", "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
  "visibility", "display"];
const PINGGIR = 16, BARIS = 20, TERBESAR = 8000;

function copied(svg) {
  const clone = svg.cloneNode(true);
  const pairs = [[svg, clone]];
  while (pairs.length) {
    const [from, to] = pairs.pop();
    const looks = getComputedStyle(from);
    to.setAttribute("style", SIFAT.map((name) => `${name}:${looks.getPropertyValue(name)}`).join(";"));
    for (let place = 0; place < from.children.length; place += 1) pairs.push([from.children[place], to.children[place]]);
  }
  clone.querySelectorAll("style, script").forEach((one) => one.remove());
  // A link leads nowhere from a file; what it carries stays where it stood.
  clone.querySelectorAll("a").forEach((one) => {
    const group = buat("g", {});
    for (const name of ["transform", "style"]) if (one.hasAttribute(name)) group.setAttribute(name, one.getAttribute(name));
    group.append(...one.childNodes);
    one.replaceWith(group);
  });
  return clone;
}

/* Words broken at a width, measured roughly: a line too early is better than words cut off. */
function broken(words, width) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (longer.length * 7.5 > width && lines[lines.length - 1]) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/* Put drawings below each other under some lines of words; returns the text of an SVG file. */
export function berkasSvg(gambar, kata) {
  const paper = getComputedStyle(document.body), ink = paper.color;
  const parts = gambar.map((svg) => {
    const box = svg.viewBox.baseVal;
    if (!box.width) return { svg, lebar: svg.clientWidth, tinggi: svg.clientHeight, kotak: null };  // drawn in the page's pixels
    return { svg, lebar: box.width, tinggi: box.height, kotak: `${box.x} ${box.y} ${box.width} ${box.height}` };
  });
  const width = Math.max(...parts.map((one) => one.lebar)) + 2 * PINGGIR;
  const lines = kata.flatMap((words, place) => broken(words, width - 2 * PINGGIR).map((line) => [line, place === 0]));
  const height = PINGGIR * 2 + lines.length * BARIS + parts.reduce((sum, one) => sum + one.tinggi + PINGGIR, 0);
  const out = buat("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
  out.append(buat("title", {}, kata.join(" ")), buat("rect", { width, height, fill: paper.backgroundColor }));
  lines.forEach(([line, bold], place) => out.append(buat("text", {
    x: PINGGIR, y: PINGGIR + (place + 0.7) * BARIS, fill: ink, "font-family": paper.fontFamily, "font-size": 14,
    "font-weight": bold ? 700 : 400,
  }, line)));
  let top = PINGGIR + lines.length * BARIS;
  for (const { svg, lebar, tinggi, kotak } of parts) {
    const inner = copied(svg);
    for (const name of ["class", "role", "aria-roledescription", "aria-labelledby", "aria-describedby", "aria-hidden"]) inner.removeAttribute(name);
    for (const [name, value] of [["x", PINGGIR], ["y", top], ["width", lebar], ["height", tinggi], ["viewBox", kotak]]) {
      if (value !== null) inner.setAttribute(name, String(value));
    }
    out.append(inner);
    top += tinggi + PINGGIR;
  }
  return { teks: new XMLSerializer().serializeToString(out), lebar: width, tinggi: height };
}

function take(blob, nama) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = nama;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function unduhSvg(berkas, nama) {
  take(new Blob([berkas.teks], { type: "image/svg+xml" }), nama);
}

export async function unduhPng(berkas, nama) {
  const address = URL.createObjectURL(new Blob([berkas.teks], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(2, TERBESAR / Math.max(berkas.lebar, berkas.tinggi));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(berkas.lebar * scale);
    canvas.height = Math.round(berkas.tinggi * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
    take(blob, nama);
  } finally {
    URL.revokeObjectURL(address);
  }
}
