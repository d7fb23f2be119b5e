/* Cases as numbered tokens on the diagram. Words are never covered: tokens stand on the upper edge of a symbol, those of
   finished cases on the lower one. */

import { buat } from "./gambar.js";
import { pasangkan } from "./keadaan.js";

const BESAR = 13, JARAK = 29;

export function panggung(svg) {
  const places = new Map();
  const layer = buat("g", { class: "tl-p-token-semua", "aria-hidden": "true" });
  svg.appendChild(layer);
  const tokens = new Map();

  function node(urut) {
    return [...svg.querySelectorAll(".node")].find((one) => new RegExp(`-s${Number(urut)}-\\d+$`).test(one.id));
  }

  /* The box of a step in the drawing's own units, asked once: the drawing does not change. */
  function place(urut) {
    if (!places.has(urut)) {
      const element = node(urut);
      if (!element) return null;
      const box = element.getBBox();
      const move = svg.getScreenCTM().inverse().multiply(element.getScreenCTM());
      const corner = (x, y) => new DOMPoint(x, y).matrixTransform(move);
      const [a, b] = [corner(box.x, box.y), corner(box.x + box.width, box.y + box.height)];
      places.set(urut, { element, kiri: a.x, atas: a.y, kanan: b.x, bawah: b.y });
    }
    return places.get(urut);
  }

  function token(nomor) {
    const element = buat("g", {});
    element.append(
      buat("circle", { r: BESAR, class: "tl-p-bulat" }),
      buat("rect", { x: -BESAR, y: -BESAR, width: 2 * BESAR, height: 2 * BESAR, rx: 4, class: "tl-p-kotak" }),
      buat("text", { "text-anchor": "middle", y: 5 }, String(nomor)),
    );
    layer.appendChild(element);
    return { element };
  }

  return {
    /* Move tokens towards where `semua` (by case: number and states) has them; a share of 1 puts them there at once.
       Returns whether all have arrived. */
    gerak(semua, bagian) {
      const full = new Map();
      let arrived = true;
      svg.querySelectorAll(".tl-p-aktif").forEach((one) => one.classList.remove("tl-p-aktif"));
      for (const { nomor, keadaan } of semua) {
        const states = keadaan.filter((one) => one.jenis !== "belum" && place(one.lintasan.urut));
        const before = tokens.get(nomor) ?? [];
        const pairs = pasangkan(before, states.map((one) => one.lintasan));
        const from = pairs.map(({ asal }) => asal && { x: asal.x, y: asal.y });  // before any of them moves
        const now = pairs.map((found, cabang) => {
          const one = states[cabang], box = place(one.lintasan.urut);
          const done = one.jenis === "selesai", row = `${one.lintasan.urut}${done ? "s" : ""}`;
          const slot = full.get(row) ?? 0, across = Math.max(1, Math.floor((box.kanan - box.kiri) / JARAK));
          full.set(row, slot + 1);
          const x = box.kiri + BESAR + (slot % across) * JARAK, line = Math.floor(slot / across) * JARAK;
          const y = done ? box.bawah + line : box.atas - line;
          const moved = found.token ?? Object.assign(token(nomor), from[cabang] ?? { x, y });
          if (!done) box.element.classList.add("tl-p-aktif");
          moved.lintasan = one.lintasan;
          moved.x += (x - moved.x) * bagian;
          moved.y += (y - moved.y) * bagian;
          if (Math.abs(x - moved.x) + Math.abs(y - moved.y) < 0.5) [moved.x, moved.y] = [x, y];
          else arrived = false;
          moved.element.setAttribute("transform", `translate(${moved.x.toFixed(1)} ${moved.y.toFixed(1)})`);
          moved.element.setAttribute("class", `tl-p-token tl-p-${one.jenis}`);
          return moved;
        });
        for (const one of before) if (!now.includes(one)) one.element.remove();
        tokens.set(nomor, now);
      }
      return arrived;
    },
    lepas() {
      layer.remove();
      svg.querySelectorAll(".tl-p-aktif").forEach((one) => one.classList.remove("tl-p-aktif"));
    },
  };
}
