"""A list of changes as an Atom feed (RFC 4287), for feed readers and mail programs.

The address of the site is not known here: links are relative to the feed's own address, and ids are tag URIs
(RFC 4151), which name a thing without telling where it lies. No clock is read: a change was last changed on its day,
and a feed with its newest change, but not before there were feeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from katalog.export.safe_text import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG: Final = "tag:tatalaksana,2026:"
_AWAL: Final = date(2026, 1, 1)
"""No feed is older: a feed without any change is of this day."""


@dataclass(frozen=True, slots=True)
class Butir:
    """One entry.

    Attributes:
        id: Tells it apart from all others, for good.
        judul: Its title.
        tanggal: Its day.
        alamat: Where it leads, relative to the feed.
        isi: What it says; may be empty.
    """

    id: str
    judul: str
    tanggal: date
    alamat: str
    isi: str


def atom_feed(nama: str, judul: str, alamat: str, butir: Sequence[Butir]) -> bytes:
    """Return a feed as XML in UTF-8; the same bytes for the same entries.

    Args:
        nama: Its path below the site's root, without the suffix.
        judul: Its title.
        alamat: The page that shows the same, relative to the feed.
        butir: The entries, the newest first.
    """
    newest = _moment(max([_AWAL, *(one.tanggal for one in butir)]))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">',
        f"<id>{_TAG}{escape(nama)}</id>",
        f"<title>{escape(judul)}</title>",
        f"<updated>{newest}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(nama.rpartition("/")[2])}.atom"/>',
        f'<link rel="alternate" type="text/html" href="{escape(alamat)}"/>',
        "<author><name>Tatalaksana</name></author>",
    ]
    for one in butir:
        lines += [
            "<entry>",
            f"<id>{_TAG}{escape(one.id)}</id>",
            f"<title>{escape(one.judul)}</title>",
            f"<updated>{_moment(one.tanggal)}</updated>",
            f'<link rel="alternate" type="text/html" href="{escape(one.alamat)}"/>',
            f"<summary>{escape(one.isi or one.judul)}</summary>",
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _moment(value: date) -> str:
    return f"{value.isoformat()}T00:00:00+07:00"
