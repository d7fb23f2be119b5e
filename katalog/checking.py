"""The one analysis that the terminal, the site and the API share: derive, relate, check."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from katalog.derivation import Turunan, derive, role_index
from katalog.findings import Temuan, Tingkat, sort_findings
from katalog.index import Indeks, build_index
from katalog.rules import CLOSING_RULES, REFERENCE_RULES, RULES_BY_CODE, SOP_RULES
from katalog.rules.base import Konteks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from katalog.catalogue import Dokumen, Katalog


@dataclass(frozen=True)
class Telaah:
    """A catalogue with everything computed from it. `temuan` includes those met while reading."""

    katalog: Katalog
    turunan: Mapping[str, Turunan]
    indeks: Indeks
    temuan: tuple[Temuan, ...]

    @cached_property
    def temuan_sop(self) -> Mapping[str, tuple[Temuan, ...]]:
        """Findings by id of the SOP; every SOP has an entry."""
        groups: dict[str, list[Temuan]] = {document.id: [] for document in self.katalog.dokumen}
        for temuan in self.temuan:
            if temuan.sop in groups:
                groups[temuan.sop].append(temuan)
        return MappingProxyType({key: tuple(items) for key, items in groups.items()})

    @cached_property
    def temuan_berlaku(self) -> tuple[Temuan, ...]:
        """The findings that figures count: all but those of SOPs that were replaced or revoked."""
        return tuple(one for one in self.temuan if one.sop not in self.katalog.tidak_berlaku)

    @cached_property
    def temuan_kode(self) -> Mapping[str, tuple[Temuan, ...]]:
        """Findings by code of the rule, accepted ones included."""
        groups: dict[str, list[Temuan]] = defaultdict(list)
        for temuan in self.temuan:
            groups[temuan.kode].append(temuan)
        return MappingProxyType({key: tuple(groups[key]) for key in sorted(groups)})


def analyse(katalog: Katalog, hanya: Callable[[Dokumen], bool] | None = None) -> Telaah:
    """Derive, relate and check a catalogue. Pure, and linear in the number of SOPs.

    Args:
        katalog: the catalogue.
        hanya: which SOPs the rules look at; all where it is left out. Every SOP takes part in the cross references.
    """
    roles = role_index(katalog.acuan)
    turunan = MappingProxyType({document.id: derive(document, katalog.acuan, roles) for document in katalog.dokumen})
    indeks = build_index(katalog, turunan)
    findings = list(katalog.temuan_baca)
    for document in filter(hanya, katalog.dokumen):
        findings.extend(_checked(katalog, turunan, indeks, document))
    for rule in REFERENCE_RULES:
        findings.extend(rule().check(katalog))
    return Telaah(katalog, turunan, indeks, sort_findings(findings))


def renew(telaah: Telaah, changed: Mapping[str, Dokumen], temuan_baca: Iterable[Temuan] = ()) -> Telaah:
    """Return the analysis with some of its SOPs read anew, by id; `temuan_baca` is what was met while reading them.

    Their own findings are made again. Those of other SOPs and of the references stay as they are, even where they
    depend on what has changed: `analyse` is the one that tells them.
    """
    documents = tuple(changed.get(document.id, document) for document in telaah.katalog.dokumen)
    katalog = replace(telaah.katalog, dokumen=documents)
    roles = role_index(katalog.acuan)
    derived = {id_sop: derive(document, katalog.acuan, roles) for id_sop, document in changed.items()}
    turunan = MappingProxyType({**telaah.turunan, **derived})
    unchanged = {id_sop: runs for id_sop, runs in telaah.indeks.rangkaian.items() if id_sop not in changed}
    indeks = build_index(katalog, turunan, unchanged)
    findings = [*temuan_baca, *(temuan for temuan in telaah.temuan if temuan.sop not in changed)]
    for document in changed.values():
        findings.extend(_checked(katalog, turunan, indeks, document))
    return Telaah(katalog, turunan, indeks, sort_findings(findings))


def _checked(katalog: Katalog, turunan: Mapping[str, Turunan], indeks: Indeks, document: Dokumen) -> Iterator[Temuan]:
    konteks = Konteks(
        document,
        turunan[document.id],
        katalog.acuan,
        indeks,
        katalog.sumber,
        frozenset(katalog.versi.get(document.id, ())),
        frozenset(RULES_BY_CODE),
    )
    yield from _accept(konteks, _check(konteks))


def _check(konteks: Konteks) -> tuple[Temuan, ...]:
    """Return the findings of one SOP: those of every rule, then those of the rules that look at what was found."""
    found = tuple(temuan for rule in SOP_RULES for temuan in rule().check(konteks))
    informed = replace(konteks, kode_ditemukan=frozenset(temuan.kode for temuan in found))
    return (*found, *(temuan for rule in CLOSING_RULES for temuan in rule().check(informed)))


def _accept(konteks: Konteks, findings: tuple[Temuan, ...]) -> Iterator[Temuan]:
    """Yield the findings of one SOP; those that it accepts carry its reason. A `galat` cannot be accepted."""
    accepted = dict(konteks.dokumen.sop.kecuali)
    for temuan in findings:
        reason = accepted.get(temuan.kode)
        yield temuan.accepted(reason) if reason and temuan.tingkat is not Tingkat.GALAT else temuan
