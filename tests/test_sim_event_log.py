"""The event log is opened as its readers would: PM4Py, pandas, a strict XML parser, the csv module."""

import csv
import io
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate.calendar import ALWAYS, Kalender
from simulate.chance import Aliran
from simulate.distributions import Segitiga
from simulate.engine import run
from simulate.event_log import KOLOM, Keterangan, write_csv, write_event_log, write_xes
from simulate.plan import Cabang, JenisKerja, Keluar, Pekerjaan, Rencana, RencanaLangkah, RencanaSOP
from simulate.record import Hasil, HasilKasus, KunjunganLangkah

START = datetime(2026, 1, 5)  # noqa: DTZ001 - a wall clock without a zone is the point
OFFICE = Kalender.from_blocks([(day * 1440 + 480, day * 1440 + 960) for day in range(60)])
NAMES = Keterangan(
    START,
    {
        ("dinkes/x", 1): "Terima berkas",
        ("dinkes/x", 2): "Periksa berkas",
        ("dinkes/x", 3): "Paraf",
        ("dinkes/x", 4): "Cetak",
        ("dinkes/x", 5): "Serahkan",
        ("umum/y", 1): "Terima surat",
        ("umum/y", 2): "Disposisi",
    },
    {"kasi": "Kepala Seksi", "staf": "Staf Pelayanan"},
)
XES = "{http://www.xes-standard.org/}"


def effort(amount: Segitiga | float, kind: JenisKerja = JenisKerja.UPAYA) -> Pekerjaan:
    return Pekerjaan(kind, amount)


def a_year(ulangan: int, sampai: float = float("inf")) -> Hasil:
    """Two procedures with a loop, parallel branches, a joint step, and a step that takes no time."""
    back = Keluar((), (Cabang("Ya", (3, 4), 0.6), Cabang("Tidak", (1,), 0.4, kembali=True)))
    x = RencanaSOP(
        "dinkes/x",
        (1,),
        {
            1: RencanaLangkah(1, ("staf",), effort(Segitiga(5, 10, 40)), Keluar((2,))),
            2: RencanaLangkah(2, ("kasi", "staf"), effort(Segitiga(1, 2, 9)), back),
            3: RencanaLangkah(3, ("kasi",), effort(7), Keluar((5,))),
            4: RencanaLangkah(4, ("staf",), effort(11), Keluar((5,))),
            5: RencanaLangkah(5, ("staf",), effort(0), Keluar(())),
        },
        {(3, 4): 5},
    )
    y = RencanaSOP(
        "umum/y",
        (1,),
        {
            1: RencanaLangkah(1, ("staf",), effort(1 / 3), Keluar((2,))),
            2: RencanaLangkah(2, ("kasi",), effort(Segitiga(1, 5, 60)), Keluar(())),
        },
        {},
    )
    plan = Rencana((x, y), {"kasi": 1, "staf": 2}, {"kasi": OFFICE, "staf": OFFICE}, ALWAYS, {("kasi", "staf"): OFFICE})
    arrivals = [(500.0 + 37.7 * n, ("dinkes/x", "umum/y")[n % 3 == 2], 0) for n in range(30)]
    arrivals = [arrival for arrival in arrivals if arrival[0] < sampai]
    return run(plan, arrivals, Aliran(11, ulangan), sampai=sampai)


@pytest.fixture(scope="module")
def replications() -> list[tuple[int, Hasil]]:
    return [(0, a_year(0)), (1, a_year(1, sampai=900.0))]


@pytest.fixture(scope="module")
def pm4py() -> ModuleType:
    """About two and a half seconds of importing, most of it matplotlib, scipy and pandas."""
    with warnings.catch_warnings():
        # What PM4Py and its own dependencies say of one another while they load is no news about this project.
        warnings.simplefilter("ignore")
        import pm4py  # type: ignore[import-untyped]  # the package carries no types
    return cast("ModuleType", pm4py)


def one(*visits: KunjunganLangkah, sop: str = "s", end: float | None = 1.0) -> list[tuple[int, Hasil]]:
    return [(0, Hasil((HasilKasus(0, sop, 0, 0.0, end),), visits, {}, 1.0))]


def visit(begin: float = 0.0, end: float = 1.0, *roles: str, urut: int = 1, putaran: int = 1) -> KunjunganLangkah:
    return KunjunganLangkah(0, urut, putaran, begin, begin, end, roles or ("r",))


def named(kegiatan: str = "k", peran: str = "p", sop: str = "s") -> Keterangan:
    return Keterangan(START, {(sop, urut): kegiatan for urut in range(1, 9)}, {"r": peran, "q": peran})


def csv_bytes(records: list[tuple[int, Hasil]], names: Keterangan = NAMES) -> bytes:
    stream = io.BytesIO()
    write_csv(records, names, stream)
    return stream.getvalue()


def xes_bytes(records: list[tuple[int, Hasil]], names: Keterangan = NAMES) -> bytes:
    stream = io.BytesIO()
    write_xes(records, names, stream)
    return stream.getvalue()


def rows(records: list[tuple[int, Hasil]], names: Keterangan = NAMES) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_bytes(records, names).decode("utf-8-sig"), newline="")))


def tree(records: list[tuple[int, Hasil]], names: Keterangan = NAMES) -> ET.Element:
    return ET.fromstring(xes_bytes(records, names))  # noqa: S314 - our own bytes


def attributes(element: ET.Element) -> dict[str, str]:
    return {child.attrib["key"]: child.attrib["value"] for child in element if "key" in child.attrib}


def moment(menit: float) -> datetime:
    return START + timedelta(milliseconds=round(menit * 60_000))


def expected(records: list[tuple[int, Hasil]]) -> list[tuple[str, str, datetime, datetime]]:
    """Say by another road what the log tells: case, activity, start, end."""
    found = []
    for nomor, hasil in records:
        for place, case in enumerate(hasil.kasus):
            nth = sum(other.sop == case.sop for other in hasil.kasus[:place])
            found += [
                (f"{nomor:04d}-{case.sop}#{nth}", NAMES.langkah[case.sop, v.urut], moment(v.mulai), moment(v.selesai))
                for v in hasil.kunjungan
                if v.kasus == case.kasus
            ]
    return sorted(found)


def read_xes(pm4py: ModuleType, path: Path) -> Any:
    with warnings.catch_warnings():
        # An advertisement for an optional, faster reader.
        warnings.filterwarnings("ignore", message="Install the optional requirement", category=UserWarning)
        return pm4py.read_xes(str(path), show_progress_bar=False)


@pytest.fixture(scope="module")
def logs(
    pm4py: ModuleType, replications: list[tuple[int, Hasil]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, Any]:
    """The same log as PM4Py reads it from XES and from CSV."""
    import pandas as pd

    folder = tmp_path_factory.mktemp("log")
    for name in ("log.xes", "log.csv"):
        assert write_event_log(folder / name, iter(replications), NAMES) == len(expected(replications))
    assert sorted(path.name for path in folder.iterdir()) == ["log.csv", "log.xes"]
    table = pm4py.format_dataframe(
        pd.read_csv(folder / "log.csv"),
        case_id="kasus",
        activity_key="kegiatan",
        timestamp_key="selesai",
        start_timestamp_key="mulai",
    )
    return read_xes(pm4py, folder / "log.xes"), table


@pytest.fixture(scope="module")
def paired(pm4py: ModuleType, logs: tuple[Any, Any]) -> Any:
    """The events of the XES, each start joined with its end by PM4Py itself."""
    from pm4py.objects.log.util import interval_lifecycle  # type: ignore[import-untyped]  # the package has no types

    joined = interval_lifecycle.to_interval(pm4py.convert_to_event_log(logs[0]))
    return pm4py.convert_to_dataframe(joined)


def intervals(table: Any) -> list[tuple[str, str, datetime, datetime]]:
    columns = ["case:concept:name", "concept:name", "start_timestamp", "time:timestamp"]
    return sorted(
        (case, activity, start.to_pydatetime().replace(tzinfo=None), end.to_pydatetime().replace(tzinfo=None))
        for case, activity, start, end in table[columns].itertuples(index=False)
    )


def test_pm4py_reads_the_same_events_from_csv_as_were_simulated(logs, replications):
    assert intervals(logs[1]) == expected(replications)


def test_pm4py_reads_the_same_events_from_xes_as_were_simulated(logs, paired, replications):
    assert intervals(paired) == expected(replications)
    assert len(logs[0]) == 2 * len(paired)


def test_pm4py_pairs_starts_and_ends_by_instance(logs, replications):
    keys = ["case:concept:name", "concept:instance", "lifecycle:transition"]
    table = logs[0]
    assert not table.duplicated(keys).any()
    starts = table[table["lifecycle:transition"] == "start"].set_index(keys[:2])
    ends = table[table["lifecycle:transition"] == "complete"].set_index(keys[:2])
    both = starts.merge(ends, left_index=True, right_index=True, how="outer", suffixes=("_1", "_2"))
    assert len(both) == len(expected(replications))
    assert (both["concept:name_1"] == both["concept:name_2"]).all()
    assert (both["time:timestamp_1"] <= both["time:timestamp_2"]).all()
    assert (both["siap_1"] <= both["time:timestamp_1"]).all()


def test_pm4py_finds_the_same_process_in_both(pm4py, logs, paired):
    first = pm4py.discover_dfg(paired)
    assert first == pm4py.discover_dfg(logs[1])
    assert len(first[0]) > 5


def test_pm4py_reads_roles_replications_and_unfinished_cases(logs, replications):
    table = logs[0]
    assert set(table["org:role"]) == {"Kepala Seksi", "Staf Pelayanan", "Kepala Seksi; Staf Pelayanan"}
    assert set(logs[1]["peran"]) == set(table["org:role"])
    assert set(table["case:ulangan"]) == {0, 1}
    finished = table.groupby("case:concept:name")["case:tuntas"].first()
    done = [case for _, hasil in replications for case in hasil.kasus if case.selesai is not None]
    assert 0 < finished.sum() == len(done) < len(finished)


def test_rows_say_when_who_and_how_long():
    visits = (KunjunganLangkah(0, 3, 2, 480.0, 490.25, 500.0, ("r", "q")),)
    assert rows(one(*visits, sop="dinkes/x"), named("Paraf", "Kasi", "dinkes/x")) == [
        {
            "kasus": "0000-dinkes/x#0",
            "sop": "dinkes/x",
            "ulangan": "0",
            "langkah": "3",
            "kegiatan": "Paraf",
            "putaran": "2",
            "peran": "Kasi; Kasi",
            "siap": "2026-01-05T08:00:00.000",
            "mulai": "2026-01-05T08:10:15.000",
            "selesai": "2026-01-05T08:20:00.000",
            "menunggu_menit": "10.25",
            "lama_menit": "9.75",
        }
    ]


def test_rows_come_by_replication_arrival_start_and_end(replications):
    found = rows(replications)
    assert list(found[0]) == list(KOLOM)
    arrived = [
        f"{nomor:04d}-{case.sop}#{sum(other.sop == case.sop for other in hasil.kasus[:place])}"
        for nomor, hasil in replications
        for place, case in enumerate(hasil.kasus)
    ]
    assert [row["kasus"] for row in found] == sorted((row["kasus"] for row in found), key=arrived.index)
    assert all(a["mulai"] <= b["mulai"] for a, b in pairwise(found) if a["kasus"] == b["kasus"])


def test_minutes_can_be_read_back_to_the_millisecond(replications):
    for row in rows(replications):
        times = [datetime.fromisoformat(row[key]) for key in ("siap", "mulai", "selesai")]
        assert round(float(row["menunggu_menit"]) * 60_000) == (times[1] - times[0]) // timedelta(milliseconds=1)
        assert round(float(row["lama_menit"]) * 60_000) == (times[2] - times[1]) // timedelta(milliseconds=1)


def test_events_of_one_instant_keep_their_order():
    visits = (visit(0, 10), visit(10, 10, urut=2), visit(10, 20, urut=3))
    trace = tree(one(*visits), named()).find(f"{XES}trace")
    assert trace is not None
    events = [attributes(event) for event in trace.iter(f"{XES}event")]
    assert [(event["concept:instance"], event["lifecycle:transition"]) for event in events] == [
        ("1.1", "start"), ("1.1", "complete"), ("2.1", "start"), ("2.1", "complete"), ("3.1", "start"),
        ("3.1", "complete"),
    ]  # fmt: skip


def test_xes_keeps_the_order_and_the_types_of_its_schema(replications):
    log = tree(replications)
    assert log.tag == f"{XES}log"
    assert log.attrib == {"xes.version": "1849.2016", "xes.features": ""}
    kinds = [child.tag.removeprefix(XES) for child in log]
    ranks = {"extension": 0, "global": 1, "classifier": 2, "string": 3, "trace": 4}
    assert [ranks[kind] for kind in kinds] == sorted(ranks[kind] for kind in kinds)
    prefixes = {child.attrib["prefix"] for child in log.iter(f"{XES}extension")}
    assert prefixes == {"concept", "lifecycle", "org", "time"}
    scopes = {child.attrib["scope"]: set(attributes(child)) for child in log.iter(f"{XES}global")}
    readers: dict[str, Callable[[str], object]] = {
        "int": int,
        "date": datetime.fromisoformat,
        "string": str,
        "boolean": {"true": 1, "false": 0}.__getitem__,
    }
    for trace in log.iter(f"{XES}trace"):
        assert scopes["trace"] <= set(attributes(trace))
        kinds = [child.tag.removeprefix(XES) for child in trace]
        assert kinds.index("event") == len(kinds) - kinds.count("event")
        stamps = []
        for event in trace.iter(f"{XES}event"):
            found = attributes(event)
            assert scopes["event"] <= set(found)
            assert len(found) == len(event)
            stamps.append(found["time:timestamp"])
        assert stamps == sorted(stamps)
    for element in log.iter():
        if "key" in element.attrib:
            readers[element.tag.removeprefix(XES)](element.attrib["value"])
            assert not element.attrib["key"].startswith(tuple("0123456789"))
    for classifier in log.iter(f"{XES}classifier"):
        assert set(classifier.attrib["keys"].split()) <= scopes["event"]


def test_cases_are_told_apart_over_replications(replications):
    names = [attributes(trace)["concept:name"] for trace in tree(replications).iter(f"{XES}trace")]
    assert len(names) == len(set(names)) > 30


def test_the_name_of_a_case_does_not_depend_on_other_procedures():
    alone = Hasil((HasilKasus(0, "a", 0, 0.0, 1.0),), (visit()._replace(kasus=0),), {}, 1.0)
    joined = Hasil(
        (HasilKasus(0, "b", 0, 0.0, None), HasilKasus(1, "a", 0, 0.0, 1.0)), (visit()._replace(kasus=1),), {}, 1.0
    )
    assert csv_bytes([(3, alone)], named(sop="a")) == csv_bytes([(3, joined)], named(sop="a"))


def test_cases_without_a_finished_pass_leave_nothing():
    assert rows(one(end=None)) == []
    assert not list(tree(one(end=None)).iter(f"{XES}trace"))


def test_a_step_without_roles_names_none():
    free = one(visit()._replace(peran=()))
    assert rows(free, named())[0]["peran"] == ""
    assert b"org:role" not in xes_bytes(free, named())


def test_the_same_replications_give_the_same_bytes(replications):
    assert csv_bytes(replications) == csv_bytes([(0, a_year(0)), (1, a_year(1, sampai=900.0))])
    assert xes_bytes(replications) == xes_bytes([(0, a_year(0)), (1, a_year(1, sampai=900.0))])


@pytest.mark.parametrize("write", [write_csv, write_xes])
def test_replications_are_written_as_they_come(write, replications):
    stream = io.BytesIO()
    lengths = []

    def come() -> Iterator[tuple[int, Hasil]]:
        for nomor in range(5):
            lengths.append(stream.tell())
            yield nomor, replications[0][1]

    write(come(), NAMES, stream)
    assert all(after > before for before, after in pairwise(lengths[1:]))
    assert not stream.closed


def test_fractions_of_minutes_are_rounded_to_the_millisecond():
    row = rows(one(visit(1 / 3, 1 / 3 + 0.1 / 60_000)), named())[0]
    assert row["mulai"] == row["selesai"] == "2026-01-05T00:00:20.000"
    assert row["lama_menit"] == "0"
    assert rows(one(visit(0, 1 / 60_000)), named())[0]["lama_menit"] == "0.000017"


def test_an_aware_start_carries_its_offset():
    wib = Keterangan(START.replace(tzinfo=timezone(timedelta(hours=7), "WIB")), {("s", 1): "k"}, {"r": "p"})
    assert rows(one(visit()), wib)[0]["selesai"] == "2026-01-05T00:01:00.000+07:00"
    assert attributes(tree(one(visit()), wib))["zona_waktu"] == "WIB"
    assert attributes(tree(one(visit()), named()))["zona_waktu"] == "waktu setempat, zona tidak dinyatakan"


HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1",
    "return": "\r=1",
    "full width": "＝1+1",
    "cell after semicolon": 'Rapat;=1+1; "@x',
    "xml": "</trace><event><string key=\"k\" value='v'/>&amp;<![CDATA[x]]>&#0;",
    "quotes": "\"both\" 'kinds', and a comma",
    "controls": "a\x00b\x1bc\x0bd\ufffee",
    "surrogate": "a\ud800b",
    "right to left": "مرحبا \u202eabc",
    "lines": "satu\ndua\r\ntiga\u2028empat",
    "astral": "🏛 balai",
    "empty": "",
}


def unguarded(text: str) -> str:
    return text.replace("'=", "=").replace("'+", "+").replace("'-", "-").replace("'@", "@").replace("'＝", "＝")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_stay_text_in_every_reader(text, pm4py, tmp_path):
    import pandas as pd

    records, names = one(visit(), visit(1, 2, urut=2)), named(text, text)
    for name in ("log.xes", "log.csv"):
        write_event_log(tmp_path / name, records, names)
    found = read_xes(pm4py, tmp_path / "log.xes")
    activity = found["concept:name"].iloc[0]
    assert len(found) == 4
    assert set(found["concept:name"]) == set(found["org:role"]) == {activity}
    table = pd.read_csv(tmp_path / "log.csv", keep_default_na=False)
    assert len(table) == 2
    assert list(table.columns) == list(KOLOM)
    assert {unguarded(value) for value in table["kegiatan"]} == {unguarded(activity)}
    assert not any(value.startswith(tuple("=+-@\t\r＝")) for value in table["kegiatan"])
    if not any(ord(character) < 32 or character in "\ud800\ufffe\u2028" for character in text):
        assert activity == text


@given(st.text(st.characters() | st.sampled_from("=+-@;\"' ,\t\r\n<&\x00\ud800＝"), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_name_is_the_same_text_in_both_and_never_a_formula(text):
    records, names = one(visit()), named(text, text)
    in_xml = attributes(next(tree(records, names).iter(f"{XES}event")))["concept:name"]
    (row,) = rows(records, names)
    assert Counter(row["kegiatan"]) - Counter("'" * len(text)) == Counter(in_xml) - Counter("'" * len(text))
    assert len(in_xml.splitlines()) <= 1
    heading, line, rest = csv_bytes(records, names).decode("utf-8-sig").split("\r\n")
    assert rest == ""
    assert heading == ",".join(KOLOM)
    formula = tuple("=+-@＝＋－＠")
    assert not row["kegiatan"].startswith(formula)
    assert not any(cell.lstrip(' "').startswith(formula) for cell in line.split(";"))


def test_a_hostile_procedure_is_no_formula_and_no_markup():
    sop = '-a;=b"<&\x00'
    (row,) = rows(one(visit(), sop=sop), named(sop=sop))
    assert row["sop"] == "'-a;'=b\"<&\ufffd"
    assert row["kasus"] == "0000--a;'=b\"<&\ufffd#0"
    trace = next(tree(one(visit(), sop=sop), named(sop=sop)).iter(f"{XES}trace"))
    assert attributes(trace)["sop"] == '-a;=b"<&\ufffd'


@pytest.mark.parametrize(
    ("records", "names", "message"),
    [
        ([(1, one()[0][1]), (1, one()[0][1])], named(), "nomor ulangan harus menaik mulai dari 0; 1 datang setelah 1"),
        ([(-1, one()[0][1])], named(), "nomor ulangan harus menaik mulai dari 0; -1 datang setelah -1"),
        (one(visit(urut=9)), named(), "s: langkah 9 tidak punya nama untuk log peristiwa"),
        (one(visit(0, 1, "x")), named(), "peran 'x' tidak punya nama untuk log peristiwa"),
        (
            one(visit(0, 5e9)),
            named(),
            "waktu simulasi melewati tahun 9999: 300000000000000 milidetik sejak 2026-01-05 00:00:00",
        ),
    ],
)
@pytest.mark.parametrize("name", ["log.csv", "log.xes"])
def test_what_cannot_be_written_is_said_and_leaves_no_file(records, names, message, name, tmp_path):
    with pytest.raises(ValueError) as raised:
        write_event_log(tmp_path / name, records, names)
    assert str(raised.value) == message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["log.txt", "log", "log.xes.gz", ".csv"])
def test_another_suffix_is_refused_before_anything_is_read(name, tmp_path):
    def never() -> Iterator[tuple[int, Hasil]]:
        raise AssertionError
        yield

    with pytest.raises(ValueError) as raised:
        write_event_log(tmp_path / name, never(), named())
    assert str(raised.value) == f"log peristiwa ditulis sebagai .csv atau .xes, bukan {name!r}"


def test_the_suffix_may_be_in_capitals_and_an_old_file_stays_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "LOG.CSV"
    target.write_text("lama", "utf-8")
    with pytest.raises(ValueError, match="tidak punya nama"):
        write_event_log(target, one(visit(urut=9)), named())
    assert target.read_text("utf-8") == "lama"
    write_event_log(target, one(visit()), named())
    assert target.read_bytes() == csv_bytes(one(visit()), named())
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkasus,sop,")
