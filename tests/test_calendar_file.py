"""The calendars of reviews: valid iCalendar, the same bytes each time, and dates that come back when they should."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # a library without types, for tests alone
from hypothesis import given
from hypothesis import strategies as st

from katalog import Telaah, analyse, load_catalogue
from katalog.fields import collapse
from katalog.render.calendar_file import fold, recurrence, text_value
from katalog.render.review_pages import calendar_files
from katalog.reviews import BULAN_EVALUASI, BULAN_PEMANTAUAN, add_months
from katalog.scorecard import score
from tests.catalogue_support import SOP_TEXT, make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

EVENT = ("UID", "DTSTAMP", "DTSTART", "RRULE", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP")
# What stands in a calendar that shows nothing: RFC 5545, 3.6 asks for one component at least.
EMPTY = [
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
]
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def unfold(content: bytes) -> list[str]:
    """Return the content lines of a file, by the letter of RFC 5545, 3.1."""
    assert content.endswith(b"\r\n")
    raw = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and line for line in raw)
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    for line in raw:
        line.decode()  # no character is torn: every line is UTF-8 by itself
    lines: list[str] = []
    for line in raw:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    return lines


def text_of(value: str) -> str:
    """Read a value of type TEXT; fails on anything that RFC 5545, 3.3.11 does not allow."""
    assert not CONTROL.search(value)
    rest = ESCAPE.sub("", value)
    assert not re.search(r"[\\;,]", rest), value
    assert set(ESCAPE.findall(value)) <= set("\\;,nN")
    return ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def events(content: bytes) -> list[dict[str, str]]:
    """Read a calendar strictly: its order, its properties, each event whole."""
    lines = unfold(content)
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tatalaksana//Tinjauan SOP//ID",
        "CALSCALE:GREGORIAN",
    ]
    assert [line.partition(":")[0] for line in lines[4:6]] == ["NAME", "X-WR-CALNAME"]
    assert lines[-1] == "END:VCALENDAR"
    found: list[dict[str, str]] = []
    inner = lines[6:-1]
    if inner == EMPTY:
        return []
    assert inner
    size = len(EVENT) + 2
    assert len(inner) % size == 0
    for start in range(0, len(inner), size):
        first, *properties, last = inner[start : start + size]
        assert (first, last) == ("BEGIN:VEVENT", "END:VEVENT")
        pairs = [line.partition(":") for line in properties]
        assert [name.partition(";")[0] for name, _, _ in pairs] == list(EVENT)
        assert pairs[2][0] == "DTSTART;VALUE=DATE"
        event = {name.partition(";")[0]: value for name, _, value in pairs}
        for name in ("UID", "SUMMARY", "DESCRIPTION"):
            event[name] = text_of(event[name])
        assert re.fullmatch(r"\d{8}T000000Z", event["DTSTAMP"])
        found.append(event)
    assert len({event["UID"] for event in found}) == len(found)
    return found


def day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def test_real_calendar(telaah: Telaah):
    files = dict(calendar_files(telaah, score(telaah)))
    found = {event["UID"]: event for event in events(files["penilaian/tinjauan.ics"])}
    own = "dinkes-kota-tangerang.penjenjangan-kinerja@tatalaksana"
    monitoring, evaluation = found[f"pemantauan.{own}"], found[f"evaluasi.{own}"]
    assert (monitoring["DTSTART"], evaluation["DTSTART"]) == ("20240528", "20241128")
    assert (monitoring["RRULE"], evaluation["RRULE"]) == ("FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY")
    assert monitoring["DTSTAMP"] == "20231128T000000Z"
    assert monitoring["SUMMARY"] == "Pemantauan SOP Penjenjangan Kinerja (Dinkes Kota Tangerang)"
    assert "PermenPANRB 35/2012" in monitoring["DESCRIPTION"]
    assert "belum diverifikasi" in evaluation["DESCRIPTION"]
    assert "tanggal pengesahan 28 November 2023" in evaluation["DESCRIPTION"]
    assert "sop/dinkes-kota-tangerang/penjenjangan-kinerja/" in evaluation["DESCRIPTION"]
    assert len(found) == 8  # four of the five documents print a date


def test_offices_have_calendars_of_their_own(telaah: Telaah):
    files = dict(calendar_files(telaah, score(telaah)))
    assert events(files["penilaian/dinkes-kab-mojokerto.ics"]) == []  # its copy shows no date
    whole = {event["UID"] for event in events(files.pop("penilaian/tinjauan.ics"))}
    parts = [event["UID"] for content in files.values() for event in events(content)]
    assert sorted(parts) == sorted(whole)


def test_same_bytes_each_time(telaah: Telaah):
    assert list(calendar_files(telaah, score(telaah))) == list(calendar_files(telaah, score(telaah)))


def test_who_follows_an_office_without_reviews_gets_an_empty_calendar(tmp_path: Path):
    dated = f'{SOP_TEXT}tanggal_revisi: "2024-01-31"\n'
    files = {
        "dinkes-kota-tangerang/satu.yaml": SOP_TEXT,
        "kecamatan-neglasari/satu.yaml": f"{dated}status: dicabut\n",
        "dinkes-kab-balangan/satu.yaml": f"{dated}id_lama: [dinkes-kab-mojokerto/satu, tidak-ada-lagi/satu]\n",
    }
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, files)))
    found = {path.removeprefix("penilaian/"): content for path, content in calendar_files(telaah, score(telaah))}
    assert {path: len(events(content)) for path, content in found.items()} == {
        "tinjauan.ics": 2,
        "dinkes-kab-balangan.ics": 2,
        "dinkes-kab-mojokerto.ics": 0,  # its SOP went to another office
        "dinkes-kota-tangerang.ics": 0,
        "kecamatan-neglasari.ics": 0,
    }
    assert b"\r\nX-WR-CALNAME:Tinjauan SOP Kecamatan Neglasari\r\n" in found["kecamatan-neglasari.ics"]


def test_reminders_outlast_a_new_name(tmp_path: Path):
    dated = f'{SOP_TEXT}tanggal_revisi: "2024-01-31"\n'
    renamed = f"{dated}id_lama: [dinkes-kota-tangerang/satu, dinkes-kota-tangerang/dua]\n"
    told = []
    for place, text in (("satu", dated), ("tiga", renamed)):
        akar = make_catalogue(tmp_path / place, {f"dinkes-kota-tangerang/{place}.yaml": text})
        telaah = analyse(load_catalogue(akar))
        told.append(
            [event["UID"] for event in events(dict(calendar_files(telaah, score(telaah)))["penilaian/tinjauan.ics"])]
        )
    assert (
        told[0] == told[1] == [f"{kind}.dinkes-kota-tangerang.satu@tatalaksana" for kind in ("pemantauan", "evaluasi")]
    )


HOSTILE = 'SOP a;b,c\\d: "kutip"\\nEND:VCALENDAR ' + "ñ😀" * 60


def test_hostile_names_stay_text(tmp_path: Path):
    text = SOP_TEXT.replace("nama: Pengumpulan Data Kinerja", f"nama: '{HOSTILE}'") + 'tanggal_revisi: "2024-01-31"\n'
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, {"dinkes-kota-tangerang/satu.yaml": text})))
    content = dict(calendar_files(telaah, score(telaah)))["penilaian/tinjauan.ics"]
    summary = events(content)[0]["SUMMARY"]
    assert summary == f"Pemantauan {HOSTILE} (Dinkes Kota Tangerang)"


def test_inferred_date_is_said_to_be(tmp_path: Path):
    notes = "disimpulkan:\n  - {bidang: tanggal_revisi, alasan: dari sampul}\n"
    text = f'{SOP_TEXT}tanggal_revisi: "2024-01-31"\n{notes}'
    telaah = analyse(load_catalogue(make_catalogue(tmp_path, {"dinkes-kota-tangerang/satu.yaml": text})))
    content = dict(calendar_files(telaah, score(telaah)))["penilaian/tinjauan.ics"]
    assert "31 Januari 2024 (disimpulkan penyalin)" in events(content)[0]["DESCRIPTION"]


@given(st.text())
def test_any_text_survives_escaping_and_folding(text: str):
    value = text_value(text)
    (line,) = unfold(fold(f"SUMMARY:{value}").encode())
    assert line == f"SUMMARY:{value}"
    shown = text_of(value)
    kept = [CONTROL.sub("", collapse(part)) for part in text.split("\n")]
    assert [re.sub(r"[\x7f-\x9f]", "", part) for part in kept] == shown.split("\n")


@given(st.text(min_size=1, max_size=300).filter(lambda text: not CONTROL.search(text)))
def test_lines_are_as_long_as_they_may_be(text: str):
    lines = fold(text).encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(len(line) >= 72 for line in lines[:-1])  # a character has up to four octets
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == text


@pytest.mark.parametrize("months", [BULAN_PEMANTAUAN, BULAN_EVALUASI])
@given(since=st.dates(date(1990, 1, 1), date(2080, 12, 31)))
def test_repeats_on_the_dates_that_reviews_fall_due(months: int, since: date):
    first = add_months(since, months)
    # The independent reading of the rule: python-dateutil.
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - a date has no zone
    rule = rrulestr(recurrence(since, months), dtstart=start)
    until = start + timedelta(days=366 * 9)
    repeated = [moment.date() for moment in rule.between(start - timedelta(days=1), until)]
    expected = [add_months(since, months * times) for times in range(1, 1 + len(repeated))]
    assert repeated == expected
    assert len(repeated) >= 8 * 12 // months


@pytest.mark.parametrize(
    ("since", "months", "rule"),
    [
        (date(2024, 1, 10), 6, "FREQ=MONTHLY;INTERVAL=6"),
        (date(2024, 1, 31), 6, "FREQ=MONTHLY;INTERVAL=6"),  # July has 31 days too
        (date(2024, 8, 31), 6, "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        (date(2024, 2, 29), 6, "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28,29;BYSETPOS=-1"),
        (date(2024, 2, 29), 12, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
        (date(2024, 8, 31), 12, "FREQ=YEARLY"),
    ],
)
def test_plain_rules_where_every_month_has_the_day(since: date, months: int, rule: str):
    assert recurrence(since, months) == rule
