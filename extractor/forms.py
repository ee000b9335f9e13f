"""Inflect English verbs and nouns: regular forms by rule, the others from `models/relations/forms.yml`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extractor.data import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

_DOUBLES: Final = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
_DOUBLED_ENDS: Final = re.compile(
    r"(?:mit|fer|cur|pel|bel|vel|cel|sel|nel|gnal|trol|quit|quip|lap|bet|gin|set|cut|put|plan|ban|rap|hijack)$"
)
_LINKS: Final = (" of ", " in ", " for ")
_SIBILANT: Final = re.compile(r"(s|x|z|ch|sh)$")


@dataclass(frozen=True, slots=True)
class Forms:
    """The irregular forms, as lookup tables."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    singular_of: dict[str, str]
    _gathered: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, compare=False)

    def any_of(self, bases: frozenset[str]) -> frozenset[str]:
        """All forms of the first words of these verbs."""
        found = self._gathered.get(bases)
        if found is None:
            found = frozenset(form for base in bases for form in self.verb(base.split()[0]))
            self._gathered[bases] = found
        return found

    def verb(self, base: str) -> frozenset[str]:
        """All forms of a verb: strike, strikes, striking, struck."""
        prefix, _, core = base.rpartition("-")
        lead = f"{prefix}-" if prefix else ""
        stem = core or base
        forms = {stem, _third(stem), *_ing(stem)}
        forms.update(self.verbs.get(stem) or _past(stem))
        return frozenset(lead + form for form in forms)

    def noun(self, base: str) -> frozenset[str]:
        """Singular and plural of a noun."""
        return frozenset({base, *self.plurals(base)})

    def plurals(self, base: str) -> tuple[str, ...]:
        """The plurals of a noun, usually one.

        Of several words the last is inflected ("foreign ministers"), or the one before a preposition ("members of
        parliament").
        """
        head, preposition, rest = next(
            ((before, link, behind) for link in _LINKS for before, _, behind in [base.partition(link)] if behind),
            (base, "", ""),
        )
        first, space, last = head.rpartition(" ")
        plurals = self.nouns.get(last) or (_plural(last),)
        return tuple(first + space + form + preposition + rest for form in plurals)

    def singular(self, noun: str) -> str:
        """The singular of a noun form; a word that is no plural comes back as it is."""
        if noun in self.singular_of:
            return self.singular_of[noun]
        if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004 -- "ties" is the plural of "tie"
            return noun[:-3] + "y"
        if re.search(r"(sses|xes|zes|ches|shes)$", noun):
            return noun[:-2]
        if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
            return noun[:-1]
        return noun


def load_forms(models: Path) -> Forms:
    """Load `relations/forms.yml` from the models folder."""
    raw = read_yaml(models / "relations" / "forms.yml")
    verbs: dict[str, set[str]] = defaultdict(set)
    for base, *others in raw["verbs"]:
        verbs[base].update(others)
    nouns: dict[str, set[str]] = defaultdict(set)
    for singular, plural in raw["nouns"]:
        nouns[singular].add(plural)
    return Forms(
        {base: tuple(sorted(forms)) for base, forms in verbs.items()},
        {base: tuple(sorted(forms)) for base, forms in nouns.items()},
        {plural: singular for singular, plurals in nouns.items() for plural in plurals},
    )


def _third(base: str) -> str:
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if _SIBILANT.search(base) or base.endswith("o") else "s")


def _doubled(base: str) -> set[str]:
    """A base with its last consonant doubled where English does (travel has both)."""
    if _DOUBLES.match(base):
        return {base + base[-1]}
    if _DOUBLED_ENDS.search(base):
        return {base, base + base[-1]}
    return {base}


def _ing(base: str) -> set[str]:
    if base.endswith("ie"):
        return {base[:-2] + "ying"}
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return {base[:-1] + "ing"}
    return {stem + "ing" for stem in _doubled(base)}


def _past(base: str) -> set[str]:
    if base.endswith("e"):
        return {base + "d"}
    if re.search(r"[^aeiou]y$", base):
        return {base[:-1] + "ied"}
    return {stem + "ed" for stem in _doubled(base)}


def _plural(base: str) -> str:
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if _SIBILANT.search(base) else "s")
