"""What an author sees in an editor, asked of the language server that editors use, over the published schemas."""

from __future__ import annotations

import json
import subprocess
from itertools import count
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from katalog.model import SOP
from katalog.yaml_source import read_yaml
from scripts.npm_package import installed, tool
from tests.catalogue_support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "node_modules/yaml-language-server/bin/yaml-language-server"
HEAD = "# yaml-language-server: $schema=../../schema/sop.schema.json\n"


class Penyunting:
    """A client of the language server, as small as an editor can be."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.numbers = count(1)
        self.names = count(1)

    def send(self, method: str, params: Any, number: int | None = None) -> None:
        self.write({"method": method, "params": params} | ({} if number is None else {"id": number}))

    def write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        out = self.process.stdout
        assert out is not None
        length = 0
        while line := out.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has gone"
        message: dict[str, Any] = json.loads(out.read(length))
        if "id" in message and "method" in message:  # the server asks for settings: an author has set none
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            self.write({"id": message["id"], "result": None if asked is None else [None] * len(asked)})
        return message

    def ask(self, method: str, params: Any) -> Any:
        number = next(self.numbers)
        self.send(method, params, number)
        while True:
            message = self.read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, text: str) -> str:
        uri = (ROOT / "sops" / "contoh" / f"berkas-{next(self.names)}.yaml").as_uri()
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})
        return uri

    def faults(self, text: str) -> list[tuple[int, str]]:
        """The faults that the editor underlines: line (from 1) and words."""
        uri = self.open(text)
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = message["params"]["diagnostics"]
                return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in found)

    def at(self, method: str, text: str, place: str) -> Any:
        """Ask about the place just behind `place`."""
        uri = self.open(text)
        before = text[: text.index(place) + len(place)]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position})


@pytest.fixture(scope="module")
def penyunting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Penyunting]:
    folder = installed(ROOT / "tests" / "penyunting")
    with subprocess.Popen(
        [*tool("node", tmp_path_factory.mktemp("node")), str(folder / SERVER), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        client = Penyunting(process)
        markdown = {
            "hover": {"contentFormat": ["markdown"]},
            "completion": {"completionItem": {"snippetSupport": True}},
        }
        client.ask(
            "initialize",
            {
                "processId": None,
                "locale": "id",
                "rootUri": ROOT.as_uri(),
                "capabilities": {"textDocument": markdown, "workspace": {"configuration": True}},
            },
        )
        client.send("initialized", {})
        yield client
        client.ask("shutdown", None)
        client.send("exit", None)


def words(item: dict[str, Any]) -> str:
    documentation = item.get("documentation", "")
    return str(documentation["value"] if isinstance(documentation, dict) else documentation)


def test_offers_the_missing_keys(penyunting: Penyunting):
    text = f"{HEAD}nama: Contoh\nproses: contoh\n\n"
    offered = {
        item["label"]: words(item)
        for item in penyunting.at("textDocument/completion", text, "proses: contoh\n")["items"]
    }
    assert "nama" not in offered
    assert offered["nomor"] == "Nomor SOP dalam tanda kutip; null bila tidak ada."
    assert offered["jumlah_waktu"].startswith("Jumlah Waktu kata demi kata")
    schema = json.loads((ROOT / "schema" / "sop.schema.json").read_text("utf-8"))
    assert set(offered) >= set(schema["properties"]) - {"nama", "proses"}


def test_offers_a_whole_step_and_the_choices(penyunting: Penyunting):
    steps = penyunting.at("textDocument/completion", f"{HEAD}langkah:\n  - ", "  - ")["items"]
    (step,) = [item for item in steps if item["label"] == "langkah"]
    assert "mutu_baku:" in step["insertText"]
    keys = penyunting.at("textDocument/completion", f"{HEAD}langkah:\n  - urut: 1\n    ", "1\n    ")["items"]
    assert {"pelaksana: ", "lanjut: ", "keterangan: "} <= {item["insertText"] for item in keys}
    kinds = penyunting.at("textDocument/completion", f"{HEAD}sumber:\n  jenis: ", "jenis: ")["items"]
    assert {"ocr", "pdf", "docx", "kertas", "contoh"} <= {item["label"] for item in kinds}


def test_explains_a_key_under_the_pointer(penyunting: Penyunting):
    text = f"{HEAD}langkah:\n  - urut: 1\n    kegiatan: A\n    mutu_baku: {{waktu: 3 Hari}}\n    lanjut: 2\n"
    hover = penyunting.at("textDocument/hover", text, "mutu_b")["contents"]["value"]
    assert "Mutu baku" in hover
    assert "Kolom Mutu Baku." in hover
    assert "Kolom Waktu, kata demi kata" in penyunting.at("textDocument/hover", text, "wakt")["contents"]["value"]
    assert "Arah panah" in penyunting.at("textDocument/hover", text, "lanj")["contents"]["value"]


WHOLE = f"""{HEAD}nama: Contoh
proses: contoh
nomor: null
pelaksana: {{tim: Tim}}
langkah:
  - {{urut: 1, kegiatan: Menyusun}}
jumlah_waktu: null
sumber: {{jenis: contoh}}
"""
FAULTS = [
    ("nomor: null", "nomor: 12", 4, "Harus berupa teks, atau null. Apit teks dengan tanda kutip"),
    ("proses: contoh", "proses: Contoh Saja", 3, "Harus huruf kecil, angka, dan tanda hubung"),
    ("jenis: contoh", "jenis: scan", 9, "Pilihan: ocr, pdf, docx, xlsx, teks, kertas, contoh."),
    ("urut: 1", "urut: satu", 7, "Harus berupa bilangan bulat. Tulis angka saja"),
    ("kegiatan: Menyusun", "kegiatan: A, mulai: ya", 7, "Harus berupa true atau false."),
    ("kegiatan: Menyusun", "kegiatan: A, lanjut: 1.5", 7, "Tulis nomor langkah (6), daftar nomor"),
    ("kegiatan: Menyusun", "kegiatan: A, lanjut: habis", 7, "Tulis nomor langkah (6), daftar nomor"),
    ("kegiatan: Menyusun", "kegiatan: A, pelaksana: 3", 7, "Tulis kunci pelaksana (sekretaris)"),
    ("kegiatan: Menyusun", "kegitan: A", 7, "Bagian ini berisi pasangan kunci: isi. Wajib ada: urut, kegiatan."),
    ("sumber:", "disahkan_oleh: Budi\nsumber:", 9, "Bagian ini berisi pasangan kunci: isi. Wajib ada: jabatan."),
    ("jumlah_waktu: null", 'tanggal_revisi: "4 Juli"\njumlah_waktu: null', 8, "Harus tanggal: tahun-bulan-hari"),
    ("sumber: {jenis: contoh}", "sumber: {jenis: contoh}\nkecuali: {X1: a}", 10, "Pilihan: A101, A102, "),
]


def test_a_sound_file_has_no_fault(penyunting: Penyunting):
    assert penyunting.faults(WHOLE) == []
    for path in sorted((ROOT / "sops").glob("[!_]*/*.yaml")):
        assert penyunting.faults(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize(("old", "new", "line", "said"), FAULTS)
def test_a_fault_is_told_in_indonesian(penyunting: Penyunting, old: str, new: str, line: int, said: str):
    found = penyunting.faults(WHOLE.replace(old, new))
    assert any(place == line and text.startswith(said) for place, text in found), found
    assert not any("Expected" in text or "allowed" in text or "Missing" in text for _, text in found), found


def test_asks_nothing_of_the_outside():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["redhat.telemetry.enabled"] is False
    assert json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8")) == {
        "recommendations": ["redhat.vscode-yaml"]
    }


def test_accepts_what_the_model_accepts():
    loose = SOP.model_json_schema(mode="validation")
    shown = json.loads((ROOT / "schema" / "sop.schema.json").read_text("utf-8"))
    whole = read_yaml(WHOLE.encode()).data
    for old, new, _, _ in FAULTS:
        data = read_yaml(WHOLE.replace(old, new).encode()).data
        assert list(jsonschema.Draft202012Validator(shown).iter_errors(data)) or "4 Juli" in new, new
    for path in (ROOT / "docs" / "panduan" / "contoh-sop.yaml", *(ROOT / "sops").glob("[!_]*/*.yaml")):
        data = read_yaml(path.read_bytes()).data
        for schema in (loose, shown):
            jsonschema.validate(data, schema)
    for lanjut in (1, [1, "selesai"], "selesai", None, {"Ya": 1, "Tidak": None}, {"Ya": ["selesai", 1]}):
        step = {**whole["langkah"][0], "lanjut": lanjut}
        jsonschema.validate({**whole, "langkah": [step]}, shown)


@pytest.mark.parametrize("path", sorted((ROOT / "schema").glob("*.json")), ids=lambda path: path.name)
def test_stays_a_schema_for_every_other_tool(path: Any):
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))
