/* How fast time is played: open hours evenly, closed ones shortened, and a short halt at everything that happens, so that
   three minutes at a desk are seen beside three weeks. Seconds are those at normal speed. */

const BUKA = 40, TUTUP = 15, HENTI = 25;
const TUTUP_TERLAMA = 0.25, HENTI_TERLAMA = 0.6;

export function irama(buka, saat) {
  const first = saat[0], last = saat[saat.length - 1];
  const edges = new Set(saat), gaps = [];
  let open = 0, end = first;
  for (const [from, until] of buka) {
    const start = Math.max(from, first), stop = Math.min(until, last);
    if (stop <= start) continue;
    if (start > end) gaps.push([end, start]);
    edges.add(start).add(stop);
    open += stop - start;
    end = stop;
  }
  if (last > end) gaps.push([end, last]);
  const closedSeconds = Math.min(TUTUP_TERLAMA, TUTUP / Math.max(1, gaps.length));
  const openRate = open ? BUKA / open : 0, halt = Math.min(HENTI_TERLAMA, HENTI / saat.length);
  const happens = new Set(saat);
  const moments = [...edges].sort((a, b) => a - b);
  const knots = [[0, first], [halt, first]];
  let gap = 0;
  for (let place = 1; place < moments.length; place += 1) {
    const from = moments[place - 1], until = moments[place];
    while (gap < gaps.length && gaps[gap][1] <= from) gap += 1;
    const shut = gap < gaps.length && gaps[gap][0] <= from;
    const seconds = shut ? closedSeconds * (until - from) / (gaps[gap][1] - gaps[gap][0]) : (until - from) * openRate;
    const [at] = knots[knots.length - 1];
    knots.push([at + seconds, until]);
    if (happens.has(until)) knots.push([at + seconds + halt, until]);
  }

  /* Go from one column of the knots to the other; on a halt, to its beginning. */
  function along(value, from, to) {
    let low = 0, high = knots.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (knots[middle][from] < value) low = middle + 1;
      else high = middle;
    }
    if (!low) return knots[0][to];
    const [a, b] = [knots[low - 1], knots[low]];
    const share = b[from] === a[from] ? 0 : Math.min(1, (value - a[from]) / (b[from] - a[from]));
    return a[to] + share * (b[to] - a[to]);
  }

  return {
    panjang: knots[knots.length - 1][0],
    menit: (detik) => Math.floor(along(Math.max(0, detik), 0, 1) + 1e-6),
    detik: (menit) => along(menit, 1, 0),
  };
}
