"""When and where: time expressions read against the document's date, and the place of an act."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractor.types import Place, TimeSpan

if TYPE_CHECKING:
    from extractor.actors.mentions import Found
    from extractor.language import Parse
    from extractor.relations.syntax import Syntax

_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_RELATIVE: Final = re.compile(
    r"\b(today|yesterday|tomorrow|ago|last|next|this|earlier|later|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_VAGUE: Final = re.compile(
    r"\b(recent|past|years|months|weeks|days|decades|daily|annual|century|old|every|each|hours?|season)\b",
    re.IGNORECASE,
)
_IN: Final = frozenset({"in", "at", "near", "inside", "across", "throughout", "outside", "around"})


@lru_cache(maxsize=20_000)
def resolve_time(text: str, day: str | None) -> tuple[str, str] | None:
    """The days that a time expression covers.

    Args:
        text: Words such as "in 2020", "on June 24", "last Monday".
        day: The document's date (ISO); relative expressions need it.

    Returns:
        First and last day (ISO, inclusive), or None where the words do not fix any.
    """
    years = _YEAR.findall(text)
    year_only = bool(years)
    if years and not _MONTH.search(text):
        return f"{min(years)}-01-01", f"{max(years)}-12-31"
    relative = _RELATIVE.search(text)
    if (_VAGUE.search(text) and not text.lower().endswith("ago")) or (relative is None and not _MONTH.search(text)):
        return None
    if day is None and not year_only:
        return None
    import dateparser  # noqa: PLC0415 -- 0.4 s, only where a time stands beside a relation

    base = _day(day)
    if base is None and not year_only:
        return None
    from datetime import datetime  # noqa: PLC0415 -- with dateparser

    weekday = relative[1].lower() if relative is not None else ""
    if base is not None and weekday == base.strftime("%A").lower() and "last" not in text.lower():
        return base.isoformat(), base.isoformat()  # "on Wednesday", said on a Wednesday
    settings = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    if base is not None:
        settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day)  # noqa: DTZ001 -- a civil day
    words = re.sub(r"\b(on|in|at|the|this|earlier|late|early)\b", " ", text, flags=re.IGNORECASE)
    found = dateparser.date.DateDataParser(languages=["en"], settings=settings).get_date_data(words.strip() or text)
    if found.date_obj is None:
        return None
    return _whole(found.date_obj.date(), found.period or "day")


def _day(text: str | None) -> date | None:
    """A full ISO date; anything else fixes no day."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _whole(day: date, period: str) -> tuple[str, str]:
    if period == "year":
        return f"{day.year}-01-01", f"{day.year}-12-31"
    if period == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1).isoformat(), day.replace(day=last).isoformat()
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    return day.isoformat(), day.isoformat()


def when(parse: Parse, trigger: int, day: str | None) -> TimeSpan | None:
    """The time expression of the clause around a trigger, resolved; the nearest one in the sentence."""
    first, last = parse.sentences[parse.sentence_of[trigger]]
    best: tuple[int, TimeSpan] | None = None
    for start, end, label in parse.entities:
        if label != "DATE" or not first <= start < last or not _over(parse, _verb(parse, end - 1), trigger):
            continue
        text = parse.text[parse.starts[start] : parse.ends[end - 1]]
        days = resolve_time(text, day)
        distance = abs(start - trigger)
        if days is not None and (best is None or distance < best[0]):
            best = (distance, TimeSpan(text, *days))
    return None if best is None else best[1]


def _verb(parse: Parse, token: int) -> int:
    """The verb that a token hangs under, or the root."""
    while parse.coarse[token] != "V" and parse.heads[token] != token:
        token = parse.heads[token]
    return token


def _over(parse: Parse, verb: int, token: int) -> bool:
    """Whether a token lies under a verb, or is it: a date in a clause of its own dates nothing outside."""
    while token != verb and parse.heads[token] != token:
        token = parse.heads[token]
    return token == verb


def where(syntax: Syntax, trigger: int, found: dict[int, Found]) -> Place | None:
    """The place of an act: what stands behind "in" or "near" on the trigger or its objects."""
    parse = syntax.parse
    for token in (trigger, *parse.kids(trigger, "dobj", "nsubjpass"), parse.heads[trigger]):
        for place in syntax.prepositional(token, _IN):
            mention = found.get(place)
            if mention is not None and mention.place:
                actor = mention.actor
                text = parse.text[parse.starts[mention.start] : parse.ends[mention.end - 1]]
                # A capital named as a place is the town; its state's coordinates are the capital's own.
                name = text if mention.form == "seat" else actor.name
                return Place(text, name, actor.country, actor.lat, actor.lon)
    return None
