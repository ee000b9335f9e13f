"""Whether a text is English: asked before it is parsed by a pipeline that knows nothing else."""

from __future__ import annotations

import re
from typing import Final

SHORTEST: Final = 200
"""Characters below which a text is never called foreign: too little to tell by."""

_SAMPLE: Final = 4000
_COMMON: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "be",
        "has",
        "have",
        "had",
        "said",
        "it",
        "its",
        "his",
        "he",
        "they",
        "were",
        "are",
        "an",
        "not",
        "but",
        "which",
        "this",
        "who",
        "will",
        "would",
    ]
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 0.2
_MARGIN: Final = 0.4  # of log probability, per character
_NONE: Final = frozenset({"en", "zxx"})  # zxx: no language at all
_NAMES: Final = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "ku": "Kurdish",
    "la": "Latin",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ms": "Malay",
    "nb": "Norwegian",
    "ne": "Nepali",
    "nl": "Dutch",
    "nn": "Norwegian",
    "no": "Norwegian",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "th": "Thai",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def english(text: str) -> bool:
    """Whether a text may be read: it is English, or too short to tell.

    Args:
        text: Any text.
    """
    return foreign(text) is None


def foreign(text: str) -> str | None:
    """Name of the language that a text is written in, None for English and for texts of under 200 characters.

    Args:
        text: Any text. The first 4 000 characters are looked at, and those from the middle where they seem foreign.

    Returns:
        The name in English, or "another language".
    """
    if len(text.strip()) < SHORTEST:
        return None
    middle = len(text) // 2
    name = _language(text[:_SAMPLE])
    # A foreign dateline or quotation at the beginning makes no foreign text.
    if name is not None and len(text) > 2 * _SAMPLE and _language(text[middle : middle + _SAMPLE]) is None:
        return None
    return name


def _language(sample: str) -> str | None:
    words = _WORD.findall(sample.lower())
    if words and sum(word in _COMMON for word in words) >= _ENOUGH * len(words):
        return None
    # Imported late: its model takes a second to load, and plain English never comes here.
    from py3langid import rank  # noqa: PLC0415

    scores = {str(code): float(score) for code, score in rank(sample)}
    code = max(scores, key=scores.__getitem__)
    # Lists of names look like many languages a little; a text in another language looks like it by far.
    if code in _NONE or scores[code] - scores["en"] < _MARGIN * len(sample):
        return None
    return _NAMES.get(code, "another language")
