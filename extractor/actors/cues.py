"""The words that tell who is who within a document: `models/actors/cues.yml`, loaded and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.actors.spelling import Transliteration
from extractor.data import Strict, checked
from extractor.paths import models_dir
from extractor.types import ActorType

if TYPE_CHECKING:
    from pathlib import Path


class _Gendered(Strict):
    m: tuple[str, ...]
    f: tuple[str, ...]


class _Titles(_Gendered):
    any: tuple[str, ...]


class _PointsTo(Strict):
    nouns: tuple[str, ...]
    types: tuple[ActorType, ...]


class _Transliteration(Strict):
    countries: tuple[str, ...]
    articles: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


class _Halves(Strict):
    """Short names of states that are only meant where all of them are spoken of."""

    names: dict[str, str]


class CuesFacts(Strict):
    """The fields of cues.yml."""

    aliases: tuple[str, ...]
    small_words: tuple[str, ...]
    family_first: tuple[str, ...]
    titles: _Titles
    genders: _Gendered
    speech: tuple[str, ...]
    points_to: tuple[_PointsTo, ...]
    serving: tuple[str, ...]
    country_nouns: tuple[str, ...]
    regions: dict[str, tuple[str, ...]]
    peoples: tuple[str, ...]
    posted: tuple[str, ...]
    divides: tuple[str, ...]
    wholes: tuple[str, ...]
    crowns: tuple[str, ...]
    halves: tuple[_Halves, ...]
    sides: tuple[str, ...]
    officers: tuple[str, ...]
    commanders: tuple[str, ...]
    leaders: tuple[str, ...]
    heads: tuple[str, ...]
    counterparts: tuple[str, ...]
    impersonal: tuple[str, ...]
    willing: tuple[str, ...]
    landforms: tuple[str, ...]
    things: tuple[str, ...]
    loose_orgs: tuple[str, ...]
    ship_prefixes: dict[str, str]
    ship_classes: dict[str, str]
    provinces: dict[str, str]
    province_offices: tuple[str, ...]
    visitors: tuple[str, ...]
    transliteration: _Transliteration


class CuesFile(Strict):
    """The form of cues.yml."""

    cues: CuesFacts


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words, folded (lower case, no points).

    Attributes:
        aliases: Word sequences between two names of one actor, the longest first.
        small_words: Words that an acronym skips.
        family_first: Family names that stand before the given name.
        titles: Title before a name -> gender that it tells ("f", "m"), None where it tells none.
        genders: Role noun -> gender.
        speech: Verb forms of speech.
        points_to: Definite noun -> types of the actors that it may point back to.
        serving: Nouns of those who speak or work for somebody.
        country_nouns: Nouns that point back to a state.
        commanders: Ranks and words for one who commands, whatever office he has.
        regions: The states of each region, by its adjective: "the Baltic state" is one of three.
        peoples: Nouns that say of a name that it is a people's.
        posted: Nouns for those who are sent: "envoy to X" is not X's.
        divides: Nouns for what has two sides: a border, a river.
        wholes: Nouns that mean a whole organisation, also behind the name of its organ.
        crowns: Titles of those who are called by their given name.
        halves: What "the North" and "the South" mean where both are spoken of.
        officers: Nouns for people of an army or of the police.
        sides: Nouns that, with "both" or "two", point back to two states or groups.
        leaders: Words for a head of state or government, whatever the title.
        heads: The offices that they mean.
        counterparts: Words for who has the same office elsewhere.
        impersonal: Verbs whose "it" is nobody.
        willing: What only somebody can be ("it is ready to").
        landforms: Nouns that make a place of the name before them.
        things: Nouns that make a thing of the name before them.
        loose_orgs: What the statistical NER takes for organisations, and is none that acts.
        ship_prefixes: Prefix of a warship's name -> country code.
        ship_classes: Class of warships (lower case) that one navy alone has -> country code.
        provinces: Province (lower case) that has the name of a state -> the state that it lies in.
        province_offices: Words beside which the province is meant.
        visitors: Nouns of those who are not of the place where they are.
        transliteration: How the English spellings of a name differ.
    """

    aliases: tuple[tuple[str, ...], ...] = ()
    small_words: frozenset[str] = frozenset()
    family_first: frozenset[str] = frozenset()
    titles: dict[str, str | None] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    speech: frozenset[str] = frozenset()
    points_to: dict[str, frozenset[str]] = field(default_factory=dict)
    serving: frozenset[str] = frozenset()
    country_nouns: frozenset[str] = frozenset()
    regions: dict[str, frozenset[str]] = field(default_factory=dict)
    peoples: frozenset[str] = frozenset()
    posted: frozenset[str] = frozenset()
    divides: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    crowns: frozenset[str] = frozenset()
    halves: tuple[dict[str, str], ...] = ()
    sides: frozenset[str] = frozenset()
    officers: frozenset[str] = frozenset()
    commanders: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    counterparts: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    willing: frozenset[str] = frozenset()
    landforms: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    loose_orgs: frozenset[str] = frozenset()
    ship_prefixes: dict[str, str] = field(default_factory=dict)
    ship_classes: dict[str, str] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    province_offices: frozenset[str] = frozenset()
    visitors: frozenset[str] = frozenset()
    transliteration: Transliteration = field(default_factory=Transliteration)


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The shipped cues."""
    return load_cues(models_dir())


def load_cues(folder: Path) -> Cues:
    """Load `actors/cues.yml`.

    Args:
        folder: The `models` folder.

    Raises:
        DataError: The file is missing or has a field that the glossary does not know.
    """
    facts = checked(CuesFile, folder / "actors" / "cues.yml").cues
    aliases = sorted((tuple(alias.casefold().split()) for alias in facts.aliases), key=len, reverse=True)
    return Cues(
        aliases=tuple(aliases),
        small_words=frozenset(facts.small_words),
        family_first=frozenset(name.casefold() for name in facts.family_first),
        titles={
            **{title.casefold(): None for title in facts.titles.any},
            **{title.casefold(): "m" for title in facts.titles.m},
            **{title.casefold(): "f" for title in facts.titles.f},
        },
        genders={**dict.fromkeys(facts.genders.m, "m"), **dict.fromkeys(facts.genders.f, "f")},
        speech=frozenset(facts.speech),
        points_to={noun: frozenset(row.types) for row in facts.points_to for noun in row.nouns},
        serving=frozenset(facts.serving),
        country_nouns=frozenset(facts.country_nouns),
        regions={region.casefold(): frozenset(states) for region, states in facts.regions.items()},
        peoples=frozenset(facts.peoples),
        posted=frozenset(facts.posted),
        divides=frozenset(facts.divides),
        wholes=frozenset(facts.wholes),
        crowns=frozenset(facts.crowns),
        halves=tuple({word.casefold(): code for word, code in half.names.items()} for half in facts.halves),
        sides=frozenset(facts.sides),
        officers=frozenset(facts.officers),
        commanders=frozenset(facts.commanders),
        leaders=frozenset(facts.leaders),
        heads=frozenset(facts.heads),
        counterparts=frozenset(facts.counterparts),
        impersonal=frozenset(facts.impersonal),
        willing=frozenset(facts.willing),
        landforms=frozenset(facts.landforms),
        things=frozenset(facts.things),
        loose_orgs=frozenset(facts.loose_orgs),
        ship_prefixes=facts.ship_prefixes,
        ship_classes=facts.ship_classes,
        provinces=facts.provinces,
        province_offices=frozenset(facts.province_offices),
        visitors=frozenset(facts.visitors),
        transliteration=Transliteration(
            frozenset(facts.transliteration.countries),
            frozenset(facts.transliteration.articles),
            facts.transliteration.pairs,
        ),
    )
