"""The JSON that programs read: it follows its published schemas and says what the model says."""

from __future__ import annotations

import json

import jsonschema
import pytest

from katalog.render.api import api_files, sop_value
from katalog.render.api_schema import api_schemas
from katalog.schema import schemas


@pytest.fixture(scope="module")
def files(telaah) -> dict[str, object]:
    return {path: json.loads(content) for path, content in api_files(telaah)}


@pytest.mark.parametrize("name", ["katalog", "hukum", "temuan", "penilaian"])
def test_file_follows_its_schema(files, name: str):
    jsonschema.validate(files[f"api/v1/{name}.json"], files[f"api/v1/skema/api-{name}.schema.json"])


def test_every_sop_follows_the_schema(files, telaah):
    schema = files["api/v1/skema/api-sop.schema.json"]
    for document in telaah.katalog.dokumen:
        jsonschema.validate(files[f"api/v1/sop/{document.id}.json"], schema)


def test_schemas_are_schemas():
    for text in {**schemas(), **api_schemas()}.values():
        jsonschema.Draft202012Validator.check_schema(json.loads(text))


def test_schema_refuses_a_strange_key(telaah):
    value = sop_value(telaah, telaah.katalog.dokumen[0])
    value["asing"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, json.loads(api_schemas()["api-sop.schema.json"]))


def test_every_field_of_the_model_is_there_under_its_own_name(telaah):
    for document in telaah.katalog.dokumen:
        value = sop_value(telaah, document)
        assert set(type(document.sop).model_fields) < set(value)
        assert value["id"] == document.id
        assert value["pelaksana"] == dict(document.sop.pelaksana)
        assert [step["urut"] for step in value["langkah"]] == [step.urut for step in document.sop.langkah]


def test_decision_is_written_as_in_yaml(telaah):
    value = sop_value(telaah, telaah.katalog["dinkes-kota-tangerang/penjenjangan-kinerja"])
    assert value["langkah"][4]["lanjut"] == {"Ya": 6, "Tidak": 4}
    assert value["langkah"][0]["lanjut"] is None
    assert value["turunan"]["langkah"][4]["berikut"][1] == {"ke": 4, "label": "Tidak", "mundur": True, "sejajar": False}
    assert value["turunan"]["jumlah"]["konvensi"][0]["menit"] == {"minimum": 67693, "maksimum": 67693}
