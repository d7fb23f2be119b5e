/* Where each case is at a moment: pure functions of the record. */

/* The open block at or before a moment, found by halving: the record of a slow case has hundreds. */
function before(buka, menit) {
  let low = 0, high = buka.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (buka[middle][0] <= menit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function terbuka(buka, menit) {
  const place = before(buka, menit);
  return place >= 0 && menit < buka[place][1];
}

/* All moments at which something happens, in order, each once. */
export function peristiwa(pilihan) {
  const moments = new Set();
  for (const kasus of pilihan.kasus) {
    moments.add(kasus.mulai).add(kasus.selesai);
    for (const one of kasus.lintasan) moments.add(one.siap).add(one.mulai).add(one.selesai);
  }
  return [...moments].sort((a, b) => a - b);
}

/* What a case does: {jenis, lintasan, sejak} for each desk on which it lies; parallel branches lie on several. */
export function keadaan(kasus, menit, buka) {
  if (menit < kasus.mulai) return [{ jenis: "belum", lintasan: kasus.lintasan[0] }];
  if (menit >= kasus.selesai) return [{ jenis: "selesai", lintasan: kasus.lintasan[kasus.lintasan.length - 1] }];
  const open = terbuka(buka, menit), result = [];
  for (const lintasan of kasus.lintasan) {
    if (menit < lintasan.siap || menit >= lintasan.selesai) continue;
    const begun = menit >= lintasan.mulai;
    const jenis = !open && !lintasan.terus ? "tutup" : begun ? "dikerjakan" : "menunggu";
    result.push({ jenis, lintasan, begun, sejak: begun ? lintasan.mulai : lintasan.siap });
  }
  return result;
}

/* The last moment of a sorted list before a given one, and the first after it. */
export function tetangga(saat, menit, arah) {
  if (arah > 0) return saat.find((one) => one > menit) ?? saat[saat.length - 1];
  return saat.filter((one) => one < menit).pop() ?? saat[0];
}

/* Which token shows which pass: one that has a pass keeps it, others go on with the pass that follows or went before, or
   else with any. Where a pass has no token left, after a split, `asal` is the one from which a new token sets out. */
export function pasangkan(token, lintasan) {
  const touching = (one, pass) => one.lintasan.selesai === pass.siap || pass.selesai === one.lintasan.siap;
  const over = token.filter((one) => !lintasan.includes(one.lintasan)), free = new Set(over);
  const result = lintasan.map((pass) => ({ token: token.find((one) => one.lintasan === pass), asal: undefined }));
  for (const fits of [touching, () => true]) {
    result.forEach((one, place) => {
      one.asal ??= over.find((other) => fits(other, lintasan[place]));
      one.token ??= [...free].find((other) => fits(other, lintasan[place]));
      free.delete(one.token);
    });
  }
  return result;
}
