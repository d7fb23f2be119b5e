"""Field types of scenario files: clock times, open hours, durations in words, shares, and the words of a refusal."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from katalog.durations import parse_duration
from katalog.fields import MAKS_TEKS, Teks
from katalog.yaml_source import clip
from simulate.office_hours import Harian, minute_of_day


def fault(pesan: str, bantuan: str, **nilai: Any) -> PydanticCustomError:
    """Return an error that says what is wrong and how to mend it; both are Indonesian, `nilai` fills in both."""
    return PydanticCustomError("skenario", pesan, {"bantuan": bantuan.format(**nilai) if nilai else bantuan, **nilai})


_CLOCK: Final = re.compile(r"([0-2]?\d)[.:]([0-5]\d)", re.ASCII)
_CLOCK_SCHEMA: Final = r"(?:(?:[01]?\d|2[0-3])[.:][0-5]\d|24[.:]00)"
_BLOCK_SCHEMA: Final = rf"\s*{_CLOCK_SCHEMA}\s*[-–]\s*{_CLOCK_SCHEMA}\s*"


def _minute(text: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    try:
        return minute_of_day(int(match[1]), int(match[2])) if match else -1
    except ValueError:
        return -1


def _refuse(what: str, value: Any, bantuan: str) -> PydanticCustomError:
    """Refuse what is no time; without quotes 12.00 is a number to YAML."""
    if isinstance(value, str):
        return fault(f"Bukan {what}: {{tertulis}}.", bantuan, tertulis=clip(value))
    return fault("Harus berupa teks dalam tanda kutip.", bantuan)


def _clock(value: Any) -> int:
    minute = _minute(value) if isinstance(value, str) else -1
    if minute < 0:
        raise _refuse("jam", value, 'Tulis misalnya "12.00", dengan tanda kutip.')
    return minute


def _say(minute: int) -> str:
    return f"{minute // 60:02}.{minute % 60:02}"


Jam: TypeAlias = Annotated[
    int,
    BeforeValidator(_clock),
    PlainSerializer(_say, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^\s*{_CLOCK_SCHEMA}\s*$"}),
]
"""A time of the day, written "12.00": minutes since midnight."""


def _hours(value: Any) -> Harian:
    blocks: list[tuple[int, int]] = []
    for part in value.split(",") if isinstance(value, str) and value.strip() else ():
        edges = [_minute(edge) for edge in re.split(r"[-–]", part)]
        if len(edges) != 2 or not 0 <= edges[0] < edges[1] or (blocks and edges[0] < blocks[-1][1]):
            blocks = []
            break
        blocks.append((edges[0], edges[1]))
    if not blocks and not (isinstance(value, str) and not value.strip()):
        bantuan = 'Tulis misalnya "07.30-12.00, 13.00-16.00", berurutan dan dengan tanda kutip; "" berarti tutup.'
        raise _refuse("jam buka", value, bantuan)
    return tuple(blocks)


def _say_hours(blocks: Harian) -> str:
    return ", ".join(f"{_say(start)}-{_say(end)}" for start, end in blocks)


JamBuka: TypeAlias = Annotated[
    Harian,
    BeforeValidator(_hours),
    PlainSerializer(_say_hours, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^(?:\s*|{_BLOCK_SCHEMA}(?:,{_BLOCK_SCHEMA})*)$"}),
]
"""The open hours of one day, written "07.30-12.00, 13.00-16.00"; an empty text is a closed day."""


def _readable(text: str) -> str:
    if not parse_duration(text).terukur:
        raise fault(
            "Bukan lama waktu: {tertulis}.", 'Tulis misalnya "30 menit" atau "5 hari kerja".', tertulis=clip(text)
        )
    return text


def _some_time(text: str) -> str:
    if not any(part.maksimum for part in parse_duration(text).bagian):
        raise fault("Harus lebih dari nol.", 'Tulis misalnya "2 jam".')
    return text


_WORDS: Final = {"type": "string", "minLength": 2, "maxLength": MAKS_TEKS, "pattern": r"\S"}
Lama: TypeAlias = Annotated[Teks, AfterValidator(_readable), WithJsonSchema(_WORDS)]
"""A duration in the words of an SOP: "30 menit", "2 jam", "5 hari kerja"."""
LamaNyata: TypeAlias = Annotated[Lama, AfterValidator(_some_time), WithJsonSchema(_WORDS)]
"""A duration above nought."""
Peluang: TypeAlias = Annotated[float, Field(ge=0, le=1)]
BagianWaktu: TypeAlias = Annotated[float, Field(gt=0, le=1)]


def _step_number(text: str) -> str:
    if not _STEP.fullmatch(text):
        raise fault("Bukan nomor langkah.", 'Tulis misalnya "5".')
    return text


_STEP: Final = re.compile(r"[1-9][0-9]{0,3}")
NomorLangkah: TypeAlias = Annotated[
    str, AfterValidator(_step_number), WithJsonSchema({"type": "string", "pattern": f"^{_STEP.pattern}$"})
]
"""The printed number of a step, as a key."""
