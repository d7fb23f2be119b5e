"""How well the search box answers: recall and mean reciprocal rank over a set of questions.

`python -m benchmarks.search_quality [site]` serves a built site (`site/` beside the repository's mkdocs.yml by
default), types every question of `tests/fixtures/pencarian/pertanyaan.yaml` into the search box in Chromium, reads
the addresses of the results in the order in which they are shown, and prints a table.

A third of the questions, chosen by a hash of their words, is held out: tuning looks at the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from katalog.yaml_source import read_yaml
from tests.site_support import ROOT, chromium, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

PERTANYAAN: Final = ROOT / "tests" / "fixtures" / "pencarian" / "pertanyaan.yaml"
HASIL: Final = Path(__file__).resolve().parent / "hasil"
BANYAK: Final = 10
"""How many results are looked at."""

# Counts what goes to the search worker and what comes back: when both agree, the list is the last question's.
_COUNT: Final = """
(() => {
  const Original = window.Worker;
  window.tlSearch = { asked: 0, answered: 0, ready: false };
  window.Worker = class extends Original {
    constructor(...rest) {
      super(...rest);
      this.addEventListener("message", ({ data }) => {
        if (data.type === 1) window.tlSearch.ready = true;
        if (data.type === 3) window.tlSearch.answered += 1;
      });
    }
    postMessage(message, ...rest) {
      if (message.type === 2) window.tlSearch.asked += 1;
      super.postMessage(message, ...rest);
    }
  };
})();
"""
_SETTLED: Final = "before => tlSearch.ready && tlSearch.asked > before && tlSearch.asked === tlSearch.answered"


@dataclass(frozen=True)
class Pertanyaan:
    """One question: what is typed, and the addresses that are all equally right."""

    tanya: str
    jenis: str
    tingkat: str
    """`halaman`: any of the pages counts; `langkah`: the very step counts."""
    harap: tuple[str, ...]

    @property
    def disimpan(self) -> bool:
        """Whether the question is held out from tuning."""
        return int(hashlib.sha256(self.tanya.encode()).hexdigest(), 16) % 3 == 0


@dataclass(frozen=True)
class Jawaban:
    """What the search box showed for one question: addresses from the root of the site, first result first."""

    pertanyaan: Pertanyaan
    alamat: tuple[str, ...]
    masuk: str | None
    """The address that the Enter key opens."""

    def peringkat(self, tingkat: str) -> int | None:
        """Return the place of the first right result, counted from 1; None where it is not among the first ten."""
        wanted = {_at_level(alamat, tingkat) for alamat in self.pertanyaan.harap}
        for place, alamat in enumerate(self.alamat, 1):
            if _at_level(alamat, tingkat) in wanted:
                return place
        return None

    def masuk_benar(self, tingkat: str) -> bool:
        """Whether Enter opens a right result."""
        wanted = {_at_level(alamat, tingkat) for alamat in self.pertanyaan.harap}
        return self.masuk is not None and _at_level(self.masuk, tingkat) in wanted


@dataclass(frozen=True)
class Nilai:
    """Figures over some questions; each is a share between 0 and 1."""

    banyak: int
    recall_1: float
    recall_5: float
    recall_10: float
    mrr: float
    masuk: float
    """How often Enter opens a right result."""


def _at_level(alamat: str, tingkat: str) -> str:
    return alamat.partition("#")[0] if tingkat == "halaman" else alamat


def questions(file: Path = PERTANYAAN) -> tuple[Pertanyaan, ...]:
    """Return the questions of a file, in its order."""
    data = read_yaml(file.read_bytes()).data
    if not isinstance(data, list):
        raise TypeError(f"{file} holds no list of questions")
    return tuple(Pertanyaan(q["tanya"], q["jenis"], q["tingkat"], tuple(q["harap"])) for q in data)


class KotakCari:
    """The search box of one site, in one page of a browser."""

    def __init__(self, page: Page, alamat: str, start: str = "/") -> None:
        self.page, self.alamat, self.tanya = page, alamat, ""
        page.add_init_script(_COUNT)
        page.goto(alamat + start, wait_until="load")
        page.wait_for_function("tlSearch.ready")
        page.locator("[data-md-component=search-query]").focus()

    def ask(self, tanya: str, batas: float = 10_000) -> Jawaban:
        """Type a question and return what is shown; `batas` in milliseconds."""
        return Jawaban(Pertanyaan(tanya, "", "halaman", ()), self.results(tanya, batas), self.entered())

    def results(self, tanya: str, batas: float = 10_000) -> tuple[str, ...]:
        """Type a question and return the addresses of the first results, those behind "more" included."""
        box = self.page.locator("[data-md-component=search-query]")
        if tanya != self.tanya:
            before = self.page.evaluate("tlSearch.asked")
            box.fill(tanya)
            box.press("End")
            self.page.wait_for_function(_SETTLED, arg=before, timeout=batas)
            self.tanya = tanya
        found = self.page.evaluate("[...document.querySelectorAll('.md-search-result__link')].map(link => link.href)")
        return tuple(self._bare(href) for href in found[:BANYAK])

    def entered(self) -> str | None:
        """Return the address that Enter opens: Material takes the result of the highest score."""
        href = self.page.evaluate(
            """() => {
              const links = [...document.querySelectorAll('.md-search-result__link')];
              const score = link => parseFloat(link.firstElementChild.dataset.mdScore);
              return links.length ? links.sort((a, b) => score(b) - score(a))[0].href : null;
            }"""
        )
        return None if href is None else self._bare(href)

    def _bare(self, href: str) -> str:
        """Return an address from the site's root, without the words to be marked."""
        parts = urlsplit(href)
        return parts.path.removeprefix("/") + (f"#{parts.fragment}" if parts.fragment else "")


def answers(browser: Browser, alamat: str, asked: Iterable[Pertanyaan]) -> Iterator[Jawaban]:
    """Ask every question in the search box of the site served at `alamat`."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    try:
        box = KotakCari(context.new_page(), alamat)
        for question in asked:
            found = box.ask(question.tanya)
            yield Jawaban(question, found.alamat, found.masuk)
    finally:
        context.close()


def score(found: Sequence[Jawaban], tingkat: str) -> Nilai:
    """Return recall within the first 1, 5 and 10 results and the mean reciprocal rank (0 beyond the tenth).

    The reciprocal rank of a question is 1/k for the first right result at place k (Voorhees, TREC-8, 1999); recall
    within k is the share of questions that have a right result among the first k.
    """
    places = [jawaban.peringkat(tingkat) for jawaban in found]
    total = len(places) or 1

    def within(limit: int) -> float:
        return sum(place is not None and place <= limit for place in places) / total

    return Nilai(
        len(found),
        within(1),
        within(5),
        within(BANYAK),
        sum(1 / place for place in places if place) / total,
        sum(jawaban.masuk_benar(tingkat) for jawaban in found) / total,
    )


def parts(found: Sequence[Jawaban]) -> dict[str, Nilai]:
    """Return the figures of the whole set, of both its parts, and of each kind of question."""
    result: dict[str, Nilai] = {}

    def add(name: str, chosen: Callable[[Pertanyaan], bool]) -> None:
        some = [jawaban for jawaban in found if chosen(jawaban.pertanyaan)]
        if not some:
            return
        result[f"{name}, halaman"] = score(some, "halaman")
        steps = [jawaban for jawaban in some if jawaban.pertanyaan.tingkat == "langkah"]
        if steps:
            result[f"{name}, langkah"] = score(steps, "langkah")

    add("semua", lambda _: True)
    add("disetel", lambda question: not question.disimpan)
    add("disimpan", lambda question: question.disimpan)
    for jenis in dict.fromkeys(jawaban.pertanyaan.jenis for jawaban in found):
        add(jenis, partial(_of_kind, jenis))
    return result


def _of_kind(jenis: str, question: Pertanyaan) -> bool:
    return question.jenis == jenis


def table(figures: dict[str, Nilai]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| questions, level | n | recall@1 | recall@5 | recall@10 | MRR | Enter |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, nilai in figures.items():
        shares = (nilai.recall_1, nilai.recall_5, nilai.recall_10, nilai.mrr, nilai.masuk)
        lines.append(f"| {name} | {nilai.banyak} | " + " | ".join(f"{share:.2f}" for share in shares) + " |")
    return "\n".join(lines)


def _missed(found: Iterable[Jawaban]) -> Iterator[str]:
    """Yield what is not in the first place, with what stands there instead."""
    for jawaban in found:
        question = jawaban.pertanyaan
        place = jawaban.peringkat(question.tingkat)
        if place != 1:
            first = " ".join(jawaban.alamat[:3]) or "(tidak ada hasil)"
            head = f"{place or '-':>3}  {question.jenis:<12} {question.tanya}"
            yield f"{head}\n     harap {question.harap[0]}\n     {first}"


def main() -> None:
    """Read the arguments, measure, print, and write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_quality", description=__doc__)
    parser.add_argument("situs", nargs="?", type=Path, default=ROOT / "site", help="a built site (site/)")
    parser.add_argument("--bagian", choices=["semua", "disetel", "disimpan"], default="semua", help="part of the set")
    parser.add_argument("--meleset", action="store_true", help="say which questions miss the first place")
    options = parser.parse_args()
    asked = [q for q in questions() if options.bagian == "semua" or q.disimpan == (options.bagian == "disimpan")]
    with served(options.situs) as alamat, chromium() as browser:
        found = tuple(answers(browser, alamat, asked))
    figures = parts(found)
    if options.meleset:
        print("\n".join(_missed(found)), file=sys.stderr)
    HASIL.mkdir(exist_ok=True)
    result = {name: vars(nilai) for name, nilai in figures.items()}
    (HASIL / "search_quality.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(table(figures))


if __name__ == "__main__":
    main()
