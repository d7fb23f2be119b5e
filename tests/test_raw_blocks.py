"""Finished HTML goes past Markdown in one piece, and every page comes out as if Markdown had read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from katalog import analyse, load_catalogue
from katalog.site import site_files
from scripts.quick_pages import BlockExtension
from scripts.raw_blocks import Blok, anchors, pieces
from scripts.sources import SourceReader

ROOT = Path(__file__).parents[1]
EXTENSIONS = ["attr_list", "md_in_html", "tables", "admonition", "toc", "pymdownx.superfences"]
KATALOG = (ROOT / "sops", ROOT / "tests" / "fixtures" / "jahat" / "sops")
TULISAN = (
    "<p>satu</p>\n<p>dua</p>\n\ntiga <b>empat</b>\n",
    "teks\n<div>\n\n## bukan judul\n\n<div>dalam</div>\n</div>\nteks *lagi*\n",
    '<div markdown="1">\n<p>a</p>\n\n*b*\n</div>\n\n<ul><li>c<li>d</ul>\n\n\n<p>e</p>',
    "<p>tak ditutup\n\n# Judul\n\n<div>x</div>\n",
    "<p>a</p> ekor *b*\n\n<p>c</p> \n\n<div><p>d</div>\n",
    "```html\n<div>contoh</div>\n```\n\n- butir\n<p>sela</p>\n- butir\n\n    <p>kode</p>\n",
    "<details>\n<summary>a</summary>\n<!-- </details> -->\n</details>\n\n<p><br>a<hr>b</p>\n<form><input></form>\n",
    "`<p>`\n<P>besar</P>\n\n<section><h3 id='x'>j</h3></section>\n<nav>n</nav>",
)


def converted(text: str, *, quick: bool) -> str:
    extension = BlockExtension()
    html = Markdown(extensions=[*EXTENSIONS, extension] if quick else EXTENSIONS).convert(text)
    return extension.restored(html)


def body(page: str) -> str:
    return page.split("\n---\n", 1)[-1]


@pytest.fixture(scope="module", params=KATALOG, ids=["sebenarnya", "jahat"])
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    telaah = analyse(load_catalogue(request.param))
    files = site_files(telaah, SourceReader(request.param).read)
    return {name: body(content.decode()) for name, content in files if name.endswith(".md")}


def test_generated_pages_come_out_the_same(pages: dict[str, str]):
    for name, text in pages.items():
        assert converted(text, quick=True) == converted(text, quick=False), name


def test_little_of_a_generated_page_is_left_to_markdown(pages: dict[str, str]):
    whole = sum(text.count("</") for text in pages.values())
    left = sum(piece.count("</") for text in pages.values() for piece in pieces(text) if isinstance(piece, str))
    assert left < whole / 5


HAND_WRITTEN = (*TULISAN, *(body(path.read_text("utf-8")) for path in sorted((ROOT / "docs/panduan").glob("*.md"))))


@pytest.mark.parametrize("text", HAND_WRITTEN)
def test_hand_written_pages_come_out_the_same(text: str):
    assert converted(text, quick=True) == converted(text, quick=False)


def blocks(text: str) -> list[Blok]:
    return [piece for piece in pieces(text) if isinstance(piece, Blok)]


def test_nothing_is_lost_between_the_pieces():
    for text in TULISAN:
        joined = "".join(piece if isinstance(piece, str) else piece.html for piece in pieces(text))
        assert "".join(joined.split()) == "".join(text.split())


def test_only_what_the_search_leaves_out_anyway_is_hidden_from_it():
    excluded = "## A { #a data-search-exclude }\n\n"
    assert [one.tersembunyi for one in blocks(f"<p>x</p>\n\n{excluded}<p>y</p>\n\n## B\n\n<p>z</p>\n")] == [0, 1, 0]
    assert [one.tersembunyi for one in blocks("<p data-search-exclude>x</p>\n")] == [True]
    assert [one.tersembunyi for one in blocks(f'{excluded}<div><h3 id="b">B</h3></div>\n')] == [False]


def test_doubtful_blocks_are_left_alone():
    for html in ('<div markdown="1">a</div>', "<div><script>'</div>'</script></div>", "<div><!-- </div> --></div>"):
        assert blocks(f"{html}\n") == []
    assert blocks("<div>tanpa akhir\n") == []


def test_anchors_of_a_block_are_known():
    assert anchors('<p id="a&amp;b">x<b class="id" id="c">y</b></p>') == {"a&b", "c"}
