/* Moments and spans said in Indonesian. Clocks are the office's wall clock, which has no zone: UTC stands in for it. */

const HARI = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
const BULAN = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
  "November", "Desember"];
export const SEHARI = 1440;

const two = (number) => String(number).padStart(2, "0");

function at(awal, menit) {
  return new Date(Date.parse(awal + "Z") + menit * 60000);
}

/* "Selasa, 3 Maret 2026, 10.20" */
export function jam(awal, menit) {
  const one = at(awal, menit);
  return `${HARI[one.getUTCDay()]}, ${one.getUTCDate()} ${BULAN[one.getUTCMonth()]} ${one.getUTCFullYear()}, ` +
    `${two(one.getUTCHours())}.${two(one.getUTCMinutes())}`;
}

/* "3 Mar 2026 10.20", for tables and axes. */
export function jamPendek(awal, menit, denganJam = true) {
  const one = at(awal, menit);
  const day = `${one.getUTCDate()} ${BULAN[one.getUTCMonth()].slice(0, 3)}`;
  return denganJam ? `${day} ${one.getUTCFullYear()} ${two(one.getUTCHours())}.${two(one.getUTCMinutes())}` : day;
}

/* "20 menit", "3 jam 20 menit", "3 hari 4 jam", "69 hari": as the tables of the page say it. */
export function lama(menit) {
  const pair = (large, unit, small, part) =>
    [large ? `${large} ${unit}` : "", small ? `${small} ${part}` : ""].filter(Boolean).join(" ");
  if (menit < 1) return "0 menit";
  if (menit < SEHARI) return pair(Math.floor(menit / 60), "jam", Math.floor(menit % 60), "menit");
  const hours = Math.round(menit / 60);
  if (hours < 240) return pair(Math.floor(hours / 24), "hari", hours % 24, "jam");
  return `${Math.round(menit / SEHARI).toLocaleString("id")} hari`;
}
