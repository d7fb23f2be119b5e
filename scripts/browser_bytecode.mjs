/* Python modules as the Pyodide of a folder compiles them: `node browser_bytecode.mjs FOLDER IN.zip OUT.zip`. */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, masuk, keluar] = process.argv.slice(2);
const { loadPyodide } = await import(new URL("pyodide.mjs", pathToFileURL(folder + "/")));
const python = await loadPyodide({
  indexURL: folder + "/",
  env: { PYTHONHASHSEED: "0" },  // sets among the constants keep one order: the same source gives the same bytes
  lockFileContents: {
    info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" }, packages: {},
  },
});
python.FS.writeFile("/in.zip", new Uint8Array(readFileSync(masuk)));
python.runPython(`
import importlib.util
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

with zipfile.ZipFile("/in.zip") as given, zipfile.ZipFile("/out.zip", "w") as made:
    for name in given.namelist():
        raw = given.read(name)
        code = compile(raw, name, "exec", dont_inherit=True)
        made.writestr(name, bytes(_code_to_hash_pyc(code, importlib.util.source_hash(raw), False)))
`);
writeFileSync(keluar, python.FS.readFile("/out.zip"));
process.exit(0);
