"""Escaping, as properties: whatever the text, it comes out as text."""

from __future__ import annotations

import html
import json

import markdown as python_markdown
import yaml
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from katalog.fields import collapse
from katalog.render.escaping import front_matter, isolated, markdown, mermaid_label, shorten
from katalog.render.templating import environment

# What the loader lets through: no controls, no hidden characters.
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"]), max_size=80)
MARKS = st.text(st.sampled_from(list("<>&\"'`*_#;:|[](){}!\\~^=$@%-+/. \naZ1")), max_size=60)


def _without_isolates(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_words_from_right_to_left_keep_to_themselves():
    assert isolated("אב גד 1; הו 2") == "\u2068אב גד\u2069 1; \u2068הו\u2069 2"
    assert isolated("Kepala “Bagian” 1") == "Kepala “Bagian” 1"
    assert mermaid_label("אב (3)") == "\u2068אב\u2069 (3)"
    page = environment().from_string('<a href="{{ a }}" title="{{ t }}">{{ t }}</a>').render(a="https://x/אב", t="אב")
    assert page == '<a href="https://x/אב" title="\u2068אב\u2069">\u2068אב\u2069</a>'


@given(TEXT)
def test_isolating_adds_nothing_but_pairs_of_isolates(text: str):
    marked = isolated(text)
    assert _without_isolates(marked) == text
    assert marked.count("\u2068") == marked.count("\u2069")


@given(TEXT | MARKS)
def test_markdown_shows_the_text_itself(text: str):
    page = python_markdown.markdown(f"# x{markdown(text)}x", extensions=["attr_list", "md_in_html", "tables", "toc"])
    soup = BeautifulSoup(page, "html.parser")
    assert [tag.name for tag in soup.find_all()] == ["h1"]
    assert " ".join(_without_isolates(soup.get_text()).split()) == " ".join(f"x{collapse(text)}x".split())


@given(TEXT | MARKS)
def test_front_matter_is_one_yaml_text_that_html_can_print(text: str):
    value = yaml.safe_load(f"title: {front_matter(text)}")["title"]
    assert html.unescape(value) == isolated(collapse(text))
    assert "<" not in value
    assert json.loads(front_matter(text)) == value


def test_a_mapping_is_asked_for_its_methods_before_its_keys():
    page = environment().from_string("{{ d.nama }} {% for key, value in d.items() %}{{ key }}={{ value }} {% endfor %}")
    assert page.render(d={"nama": "A", "items": "<B>"}) == "A nama=A items=&lt;B&gt; "


@example("%%%")
@example("%%%{init")
@given(TEXT | MARKS)
def test_mermaid_label_has_no_mark_that_mermaid_reads(text: str):
    label = mermaid_label(text)
    for mark in ('"', "<", ">", "`", "\n", "%%", "&"):
        assert mark not in label
    bare = label.replace("#amp;", "").replace("#lt;", "").replace("#gt;", "")
    assert not [part for part in bare.split("#")[1:] if part.partition(";")[1] and part.partition(";")[0].isalnum()]


@given(TEXT, st.integers(min_value=5, max_value=60))
def test_shortened_text_is_a_beginning(text: str, width: int):
    short = shorten(text, width)
    assert len(short) <= max(width + 1, len(collapse(text)) if len(collapse(text)) <= width else 0)
    assert short == collapse(text) or collapse(text).startswith(short.removesuffix("…"))
