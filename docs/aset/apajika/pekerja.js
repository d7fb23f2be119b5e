/* The worker in which Python runs: it loads once, then answers one question at a time, piece by piece, so that a new
   question or a wish to stop is heard between two pieces.

   In:  mulai {pustaka, kantor} · biasa {nomor, sop} · tanya {nomor, pertanyaan} · jejak {nomor, pertanyaan, ulangan} ·
        batal. Out: muat {tahap} · siap · biasa {nomor, isi} · potong {nomor, isi} · jejak {nomor, isi} · rusak {pesan}. */

const PAKET = "/apajika/paket", KERJA = "/apajika/kerja";
const KUNCI = { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" }, packages: {} };

let meja = null, kini = 0, antrean = Promise.resolve();
const saluran = new MessageChannel();

/** Let messages in; setTimeout would cost four milliseconds each time. */
function jeda() {
  return new Promise((lanjut) => {
    saluran.port1.onmessage = lanjut;
    saluran.port2.postMessage(null);
  });
}

function rusak(nomor, error) {
  const baris = String((error && error.message) || error).trim().split("\n");
  postMessage({ jenis: "rusak", nomor, pesan: baris[baris.length - 1].slice(0, 200) });
}

async function ambil(alamat) {
  const jawaban = await fetch(alamat);
  if (!jawaban.ok) throw new Error(`${alamat}: ${jawaban.status}`);
  return jawaban;
}

async function mulai(pesan) {
  postMessage({ jenis: "muat", tahap: 1 });
  const paket = ambil(pesan.pustaka + "paket.zip").then((jawaban) => jawaban.arrayBuffer());
  const kantor = ambil(pesan.kantor).then((jawaban) => jawaban.text());
  const [{ loadPyodide }] = await Promise.all([import(pesan.pustaka + "pyodide.mjs"), paket, kantor]);
  const python = await loadPyodide({ indexURL: pesan.pustaka, lockFileContents: KUNCI, packageBaseUrl: pesan.pustaka });
  postMessage({ jenis: "muat", tahap: 2 });
  python.FS.mkdirTree(PAKET);
  python.FS.mkdirTree(KERJA);
  python.unpackArchive(await paket, "zip", { extractDir: PAKET });
  python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(PAKET)})`);
  const modul = python.pyimport("scripts.browser_desk");
  postMessage({ jenis: "muat", tahap: 3 });
  meja = modul.open_office(await kantor, KERJA);
  postMessage({ jenis: "siap" });
}

async function jawab(nomor, pertanyaan) {
  const aliran = meja.ask(pertanyaan);
  try {
    while (kini === nomor) {
      const satu = aliran.next();
      if (satu.done) return;
      postMessage({ jenis: "potong", nomor, isi: satu.value });
      await jeda();
    }
    aliran.return();
  } finally {
    aliran.destroy();
  }
}

onmessage = (event) => {
  const pesan = event.data, nomor = pesan.nomor;
  if (pesan.jenis === "mulai") {
    antrean = mulai(pesan).catch((error) => rusak(0, error));
  } else if (pesan.jenis === "batal") {
    kini = 0;
  } else if (pesan.jenis === "tanya") {
    kini = nomor;
    antrean = antrean.then(() => jawab(nomor, pesan.pertanyaan)).catch((error) => rusak(nomor, error));
  } else {
    const tanya = () => (pesan.jenis === "biasa" ? meja.usual(pesan.sop) : meja.trail(pesan.pertanyaan, pesan.ulangan));
    antrean = antrean
      .then(() => postMessage({ jenis: pesan.jenis, nomor, isi: tanya() }))
      .catch((error) => rusak(nomor, error));
  }
};
