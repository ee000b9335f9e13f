"""Every frame of `models/relations/frames.yml`: where it places source and target, and where it keeps silent.

Parses and mentions are made by hand and each frame has one rule of its own (`tests/support/small_rules.py`), so
neither a model nor the shipped rules decide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from extractor.paths import models_dir
from extractor.relations.relate import Reader
from extractor.relations.rules import load_rules
from tests.support.parses import group, state, table

STATES: Final = {"Israel": "ISR", "Iran": "IRN", "Syria": "SYR", "Egypt": "EGY", "Israeli": "ISR", "Iranian": "IRN"}

# frame: {what is said: (parse, "SOURCE>TARGET", "A=B" for symmetric; several parted by spaces, "" for none)}
FRAMES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "acts_on": {
        "active": ("Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck", "ISR>IRN"),
        "passive": (
            (
                "Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT - | "
                "by IN agent struck | Israel NNP pobj by"
            ),
            "ISR>IRN",
        ),
        "thing of the target": (
            (
                "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP poss airfields | "
                "'s POS case Iran | airfields NNS dobj struck"
            ),
            "ISR>IRN",
        ),
        "thing of the source": (
            "Israeli JJ amod jets | jets NNS nsubj struck | struck VBD ROOT - | Iran NNP dobj struck",
            "ISR>IRN",
        ),
        "two targets": (
            "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck | and CC cc Iran | Syria NNP conj Iran",
            "ISR>IRN ISR>SYR",
        ),
        "no agent": ("Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT -", ""),
        "itself": (
            "Israel NNP nsubj struck | struck VBD ROOT - | Israeli JJ amod towns | towns NNS dobj struck",
            "",
        ),
        "a storm": ("storm NN nsubj struck | struck VBD ROOT - | Iran NNP dobj struck", ""),
        "ally of the target": (
            (
                "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP poss allies | 's POS case Iran | "
                "allies NNS dobj struck"
            ),
            "",
        ),
    },
    "acts_prep": {
        "with": (
            ("Israel NNP nsubj clashed | clashed VBD ROOT - | with IN prep clashed | Iran NNP pobj with"),
            "ISR>IRN",
        ),
        "thing": (
            (
                "Israel NNP nsubj clashed | clashed VBD ROOT - | with IN prep clashed | "
                "Iranian JJ amod patrols | patrols NNS pobj with"
            ),
            "ISR>IRN",
        ),
        "another preposition": (
            "Israel NNP nsubj clashed | clashed VBD ROOT - | after IN prep clashed | Iran NNP pobj after",
            "",
        ),
    },
    "through": {
        "object's preposition": (
            (
                "Israel NNP nsubj lifted | lifted VBD ROOT - | sanctions NNS dobj lifted | "
                "on IN prep sanctions | Iran NNP pobj on"
            ),
            "ISR>IRN",
        ),
        "verb's preposition": (
            (
                "Israel NNP nsubj lifted | lifted VBD ROOT - | sanctions NNS dobj lifted | "
                "against IN prep lifted | Iran NNP pobj against"
            ),
            "ISR>IRN",
        ),
        "passive": (
            (
                "sanctions NNS nsubjpass lifted | on IN prep sanctions | Iran NNP pobj on | "
                "were VBD auxpass lifted | lifted VBN ROOT - | by IN agent lifted | Israel NNP pobj by"
            ),
            "ISR>IRN",
        ),
        "another object": (
            (
                "Israel NNP nsubj lifted | lifted VBD ROOT - | weights NNS dobj lifted | "
                "on IN prep weights | Iran NNP pobj on"
            ),
            "",
        ),
        "another preposition": (
            (
                "Israel NNP nsubj lifted | lifted VBD ROOT - | sanctions NNS dobj lifted | "
                "despite IN prep lifted | Iran NNP pobj despite"
            ),
            "",
        ),
    },
    "reciprocal": {
        "with": ("Israel NNP nsubj met | met VBD ROOT - | with IN prep met | Iran NNP pobj with", "ISR=IRN"),
        "direct": ("Israel NNP nsubj met | met VBD ROOT - | Iran NNP dobj met", "ISR=IRN"),
        "joined": ("Israel NNP nsubj met | and CC cc Israel | Iran NNP conj Israel | met VBD ROOT -", "ISR=IRN"),
        "alone": ("Israel NNP nsubj met | met VBD ROOT - | in IN prep met | May NNP pobj in", ""),
        "a demand is nobody": (
            "Israel NNP nsubj met | met VBD ROOT - | Iran NNP poss demands | 's POS case Iran | demands NNS dobj met",
            "",
        ),
    },
    "nominal": {
        "possessor": (
            (
                "Israel NNP poss raid | 's POS case Israel | raid NN nsubj failed | on IN prep raid | "
                "Iran NNP pobj on | failed VBD ROOT -"
            ),
            "ISR>IRN",
        ),
        "adjective": (
            "Israeli JJ amod raid | raid NN nsubj failed | on IN prep raid | Iran NNP pobj on | failed VBD ROOT -",
            "ISR>IRN",
        ),
        "by": (
            (
                "raid NN nsubj failed | on IN prep raid | Iran NNP pobj on | by IN prep raid | "
                "Israel NNP pobj by | failed VBD ROOT -"
            ),
            "ISR>IRN",
        ),
        "launched by": (
            (
                "raid NN nsubj failed | on IN prep raid | Iran NNP pobj on | launched VBN acl raid | "
                "by IN agent launched | Israel NNP pobj by | failed VBD ROOT -"
            ),
            "ISR>IRN",
        ),
        "nobody's": ("raid NN nsubj failed | on IN prep raid | Iran NNP pobj on | failed VBD ROOT -", ""),
        "on nobody": ("Israel NNP poss raid | 's POS case Israel | raid NN nsubj failed | failed VBD ROOT -", ""),
        "about": (
            (
                "Israel NNP poss raid | 's POS case Israel | raid NN nsubj failed | "
                "despite IN prep raid | Iran NNP pobj despite | failed VBD ROOT -"
            ),
            "",
        ),
    },
    "light": {
        "whom one helps": (
            (
                "Egypt NNP nsubj backs | backs VBZ ROOT - | Israel NNP dobj backs | in IN prep backs | "
                "attack NN pobj in | against IN prep attack | Iran NNP pobj against"
            ),
            "ISR>IRN",
        ),
        "launched": (
            (
                "Israel NNP nsubj launched | launched VBD ROOT - | attack NN dobj launched | "
                "on IN prep attack | Iran NNP pobj on"
            ),
            "ISR>IRN",
        ),
        "a series of": (
            (
                "Israel NNP nsubj launched | launched VBD ROOT - | series NN dobj launched | "
                "of IN prep series | attacks NNS pobj of | on IN prep attacks | Iran NNP pobj on"
            ),
            "ISR>IRN",
        ),
        "preposition on the verb": (
            (
                "Israel NNP nsubj launched | launched VBD ROOT - | attack NN dobj launched | "
                "against IN prep launched | Iran NNP pobj against"
            ),
            "ISR>IRN",
        ),
        "came under": (
            (
                "Iran NNP nsubj came | came VBD ROOT - | under IN prep came | attack NN pobj under | "
                "by IN prep attack | Israel NNP pobj by"
            ),
            "ISR>IRN",
        ),
        "feared": (
            (
                "Israel NNP nsubj feared | feared VBD ROOT - | attack NN dobj feared | "
                "on IN prep attack | Iran NNP pobj on"
            ),
            "",
        ),
    },
    "between": {
        "between": (
            (
                "talks NNS nsubj failed | between IN prep talks | Israel NNP pobj between | "
                "and CC cc Israel | Iran NNP conj Israel | failed VBD ROOT -"
            ),
            "ISR=IRN",
        ),
        "with": (
            (
                "Israel NNP poss talks | 's POS case Israel | talks NNS nsubj failed | "
                "with IN prep talks | Iran NNP pobj with | failed VBD ROOT -"
            ),
            "ISR=IRN",
        ),
        "held": (
            "Israel NNP nsubj held | held VBD ROOT - | talks NNS dobj held | with IN prep talks | Iran NNP pobj with",
            "ISR=IRN",
        ),
        "hyphen": (
            (
                "Israel NNP compound talks | - HYPH punct talks | Iran NNP compound talks | "
                "talks NNS nsubj failed | failed VBD ROOT -"
            ),
            "ISR=IRN",
        ),
        "one alone": (
            (
                "Israel NNP poss talks | 's POS case Israel | talks NNS nsubj failed | "
                "about IN prep talks | Iran NNP pobj about | failed VBD ROOT -"
            ),
            "",
        ),
    },
    "clause": {
        "that": (
            (
                "Israel NNP nsubj demanded | demanded VBD ROOT - | that IN mark leave | "
                "Iran NNP nsubj leave | leave VB ccomp demanded"
            ),
            "ISR>IRN",
        ),
        "object of the clause": (
            (
                "Israel NNP nsubj demanded | demanded VBD ROOT - | that IN mark leave | "
                "all DT nsubj leave | leave VB ccomp demanded | Iran NNP dobj leave"
            ),
            "ISR>IRN",
        ),
        "no clause": (
            (
                "Israel NNP nsubj demanded | demanded VBD ROOT - | cash NN dobj demanded | "
                "after IN prep demanded | Iran NNP pobj after"
            ),
            "",
        ),
        "a question": (
            (
                "Israel NNP nsubj demanded | demanded VBD ROOT - | why WRB advmod left | "
                "Iran NNP nsubj left | left VBD ccomp demanded"
            ),
            "",
        ),
    },
    "urges": {
        "object": (
            "Israel NNP nsubj urged | urged VBD ROOT - | Iran NNP dobj urged | to TO aux leave | leave VB xcomp urged",
            "ISR>IRN",
        ),
        "subject of the clause": (
            "Israel NNP nsubj urged | urged VBD ROOT - | Iran NNP nsubj leave | to TO aux leave | leave VB ccomp urged",
            "ISR>IRN",
        ),
        "nobody asked": ("Israel NNP nsubj urged | urged VBD ROOT - | caution NN dobj urged", ""),
        "nobody asks": (
            (
                "caution NN nsubjpass urged | was VBD auxpass urged | urged VBN ROOT - | "
                "in IN prep urged | Iran NNP pobj in"
            ),
            "",
        ),
    },
    "obliges": {
        "must": (
            (
                "Israel NNP nsubj insisted | insisted VBD ROOT - | Iran NNP nsubj leave | "
                "must MD aux leave | leave VB ccomp insisted"
            ),
            "ISR>IRN",
        ),
        "subjunctive": (
            (
                "Israel NNP nsubj insisted | insisted VBD ROOT - | that IN mark leave | "
                "Iran NNP nsubj leave | leave VB ccomp insisted"
            ),
            "ISR>IRN",
        ),
        "statement": (
            (
                "Israel NNP nsubj insisted | insisted VBD ROOT - | that IN mark left | "
                "Iran NNP nsubj left | left VBD ccomp insisted"
            ),
            "",
        ),
        "will": (
            (
                "Israel NNP nsubj insisted | insisted VBD ROOT - | that IN mark leave | "
                "Iran NNP nsubj leave | will MD aux leave | leave VB ccomp insisted"
            ),
            "",
        ),
    },
    "undertakes": {
        "infinitive": (
            "Israel NNP nsubj agreed | agreed VBD ROOT - | to TO aux help | help VB xcomp agreed | Iran NNP dobj help",
            "ISR>IRN",
        ),
        "preposition": (
            (
                "Israel NNP nsubj agreed | agreed VBD ROOT - | to TO aux talk | talk VB xcomp agreed | "
                "with IN prep talk | Iran NNP pobj with"
            ),
            "ISR>IRN",
        ),
        "a statement": (
            (
                "Israel NNP nsubj agreed | agreed VBD ROOT - | that IN mark won | all DT nsubj won | "
                "had VBD aux won | won VBN ccomp agreed | in IN prep won | Iran NNP pobj in"
            ),
            "",
        ),
        "nothing": ("Israel NNP nsubj agreed | agreed VBD ROOT - | during IN prep agreed | Iran NNP pobj during", ""),
    },
    "hyphen": {
        "backed": (
            (
                "Iran NNP npadvmod backed | - HYPH punct backed | backed VBN amod Hezbollah | "
                "Hezbollah NNP nsubj left | left VBD ROOT -"
            ),
            "IRN>hezbollah",
        ),
        "pro": (
            (
                "pro JJ amod Iran | - HYPH punct Iran | Iran NNP compound Hezbollah | "
                "Hezbollah NNP nsubj left | left VBD ROOT -"
            ),
            "hezbollah>IRN",
        ),
        "backed off": ("Iran NNP nsubj backed | backed VBD ROOT - | Hezbollah NNP dobj backed", ""),
        "a prefix alone": (
            (
                "Hezbollah NNP nsubj turned | turned VBD ROOT - | pro JJ acomp turned | "
                "in IN prep turned | Iran NNP pobj in"
            ),
            "",
        ),
    },
    "is_to": {
        "of": (
            ("Israel NNP nsubj is | is VBZ ROOT - | ally NN attr is | of IN prep ally | Egypt NNP pobj of"),
            "ISR>EGY",
        ),
        "possessor": (
            "Israel NNP nsubj is | is VBZ ROOT - | Egypt NNP poss ally | 's POS case Egypt | ally NN attr is",
            "ISR>EGY",
        ),
        "apposition": (
            (
                "Israel NNP nsubj left | , , punct Israel | ally NN appos Israel | of IN prep ally | "
                "Egypt NNP pobj of | , , punct Israel | left VBD ROOT -"
            ),
            "ISR>EGY",
        ),
        "adjective": (
            "Israel NNP nsubj is | is VBZ ROOT - | hostile JJ acomp is | to IN prep hostile | Iran NNP pobj to",
            "ISR>IRN",
        ),
        "no copula": (
            "Israel NNP nsubj saw | saw VBD ROOT - | ally NN dobj saw | of IN prep ally | Egypt NNP pobj of",
            "",
        ),
    },
    "of": {
        "possessor": (
            (
                "Iran NNP poss proxy | 's POS case Iran | proxy NN compound Hezbollah | "
                "Hezbollah NNP nsubj left | left VBD ROOT -"
            ),
            "hezbollah>IRN",
        ),
        "of": (
            (
                "proxy NN nsubj left | of IN prep proxy | Iran NNP pobj of | , , punct proxy | "
                "Hezbollah NNP appos proxy | , , punct proxy | left VBD ROOT -"
            ),
            "hezbollah>IRN",
        ),
        "no name": (
            ("Iran NNP poss proxy | 's POS case Iran | proxy NN nsubj saw | saw VBD ROOT - | Hezbollah NNP dobj saw"),
            "",
        ),
    },
    "placed": {
        "near": (
            (
                "Israeli JJ amod tanks | tanks NNS nsubjpass stationed | were VBD auxpass stationed | "
                "stationed VBN ROOT - | near IN prep stationed | Iran NNP pobj near"
            ),
            "ISR>IRN",
        ),
        "the border with": (
            (
                "Israeli JJ amod tanks | tanks NNS nsubjpass stationed | were VBD auxpass stationed | "
                "stationed VBN ROOT - | along IN prep stationed | border NN pobj along | "
                "with IN prep border | Iran NNP pobj with"
            ),
            "ISR>IRN",
        ),
        "since": (
            (
                "Israeli JJ amod tanks | tanks NNS nsubjpass stationed | were VBD auxpass stationed | "
                "stationed VBN ROOT - | since IN prep stationed | May NNP pobj since"
            ),
            "",
        ),
    },
    "shut_out": {
        "from": (
            (
                "Israel NNP nsubjpass suspended | was VBD auxpass suspended | suspended VBN ROOT -"
                " | from IN prep suspended | Egypt NNP pobj from"
            ),
            "EGY>ISR",
        ),
        "after": (
            (
                "Israel NNP nsubjpass suspended | was VBD auxpass suspended | suspended VBN ROOT -"
                " | after IN prep suspended | Egypt NNP pobj after"
            ),
            "",
        ),
    },
    "rallies": {
        "against": (
            "Hezbollah NNP nsubj rallied | rallied VBD ROOT - | against IN prep rallied | Iran NNP pobj against",
            "hezbollah>IRN",
        ),
        "in": (
            "Hezbollah NNP nsubj rallied | rallied VBD ROOT - | in IN prep rallied | Syria NNP pobj in",
            "hezbollah>SYR",
        ),
        "after": (
            "Hezbollah NNP nsubj rallied | rallied VBD ROOT - | after IN prep rallied | Iran NNP pobj after",
            "",
        ),
    },
    "deed": {
        "possessor": (
            (
                "Israel NNP nsubj condemned | condemned VBD ROOT - | Iran NNP poss shots | 's POS case Iran"
                " | shots NNS dobj condemned"
            ),
            "ISR>IRN",
        ),
        "by": (
            (
                "Israel NNP nsubj condemned | condemned VBD ROOT - | shots NNS dobj condemned | by IN prep shots"
                " | Iran NNP pobj by"
            ),
            "ISR>IRN",
        ),
        "nobody's": (
            (
                "Israel NNP nsubj condemned | condemned VBD ROOT - | shots NNS dobj condemned | after IN prep condemned"
                " | Iran NNP pobj after"
            ),
            "",
        ),
    },
    "acts_at": {
        "object": ("Israel NNP nsubj shelled | shelled VBD ROOT - | Iran NNP dobj shelled", "ISR>IRN"),
        "agentless": ("Iran NNP nsubjpass shelled | was VBD auxpass shelled | shelled VBN ROOT -", ""),
    },
    "hosted": {
        "active": ("Iran NNP nsubj hosted | hosted VBD ROOT - | Israel NNP dobj hosted", "ISR>IRN"),
        "a delegation": (
            (
                "Iran NNP nsubj hosted | hosted VBD ROOT - | delegation NN dobj hosted | of IN prep delegation | "
                "Israel NNP pobj of"
            ),
            "ISR>IRN",
        ),
        "a place": (
            "Iran NNP nsubj hosted | hosted VBD ROOT - | in IN prep hosted | Israel NNP pobj in",
            "",
        ),
    },
    "gets": {
        "something": (
            (
                "Iran NNP nsubj obtained | obtained VBD ROOT - | tanks NNS dobj obtained | from IN prep obtained | "
                "Israel NNP pobj from"
            ),
            "ISR>IRN",
        ),
        "hung on the object": (
            (
                "Iran NNP nsubj obtained | obtained VBD ROOT - | tanks NNS dobj obtained | from IN prep tanks | "
                "Israel NNP pobj from"
            ),
            "ISR>IRN",
        ),
        "nothing": ("Iran NNP nsubj obtained | obtained VBD ROOT - | from IN prep obtained | Israel NNP pobj from", ""),
    },
    "by_state": {
        "passive": (
            (
                "Hezbollah NNP nsubjpass jailed | was VBD auxpass jailed | jailed VBN ROOT - | "
                "in IN prep jailed | Iran NNP pobj in"
            ),
            "IRN>hezbollah",
        ),
        "with an agent": (
            (
                "Hezbollah NNP nsubjpass jailed | was VBD auxpass jailed | jailed VBN ROOT - | by IN agent jailed | "
                "gunmen NNS pobj by | in IN prep jailed | Iran NNP pobj in"
            ),
            "",
        ),
    },
}

"""The frame of last resort: no rule names it, any verb may come to it."""


def read(rows, grammar, knowledge):
    """Relations of a parse in which every state and Hezbollah are mentions, as "A>B" and "A=B"."""
    parse = table(rows)
    found = [
        state(parse, word, ident, form="adjective" if word.endswith(("i", "ian")) else "name")
        for word, ident in STATES.items()
        if word in parse.words
    ]
    if "Hezbollah" in parse.words:
        found.append(group(parse, "Hezbollah", "hezbollah", "LBN"))
    coded = Reader(parse, found, grammar, knowledge).read()
    return [
        f"{c.source.actor.id}{'=' if c.symmetric else '>'}{c.target.actor.id}" for c in (one.candidate for one in coded)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [pytest.param(*case, id=f"{frame}:{name}") for frame, cases in FRAMES.items() for name, case in cases.items()],
)
def test_frame(small_grammar, knowledge, rows, expected):
    assert read(rows, small_grammar, knowledge) == expected.split()


def test_every_frame_is_tested(small_grammar):
    assert set(FRAMES) == set(small_grammar.book.frames)
    for frame, cases in FRAMES.items():
        assert any(expected for _, expected in cases.values()), frame
        assert any(not expected for _, expected in cases.values()), frame


@pytest.mark.parametrize("frame", FRAMES)
def test_a_shipped_rule_uses_the_frame(frame):
    assert frame in {use.name for rule in load_rules(models_dir()).rules for use in rule.uses}


def test_a_place_is_a_target_only_where_the_way_says_so(small_grammar, knowledge):
    """ "Clashed with rebels in Syria" is no clash with Syria; "a raid on Damascus" is one on Syria."""
    rows = (
        "Israel NNP poss raid | 's POS case Israel | raid NN nsubj failed | on IN prep raid | "
        "Damascus NNP pobj on | failed VBD ROOT -"
    )
    parse = table(rows)
    found = [state(parse, "Israel", "ISR"), state(parse, "Damascus", "SYR", place=True, form="seat")]
    (one,) = Reader(parse, found, small_grammar, knowledge).read()
    assert one.candidate.target.actor.id == "SYR"
    rows = "Israel NNP nsubj met | met VBD ROOT - | with IN prep met | Damascus NNP pobj with"
    parse = table(rows)
    found = [state(parse, "Israel", "ISR"), state(parse, "Damascus", "SYR", place=True, form="seat")]
    assert Reader(parse, found, small_grammar, knowledge).read() == []


def test_nobody_public_no_relation(small_grammar, knowledge):
    """A poet who attacks his publisher is no news of politics."""
    parse = table("Smith NNP nsubj struck | struck VBD ROOT - | Jones NNP dobj struck")
    poet, publisher = group(parse, "Smith", "person.smith"), group(parse, "Jones", "person.jones")

    def plain(found):
        return replace(found, actor=replace(found.actor, type="person", role=None))

    assert Reader(parse, [plain(poet), plain(publisher)], small_grammar, knowledge).read() == []
    assert len(Reader(parse, [poet, plain(publisher)], small_grammar, knowledge).read()) == 1


def test_one_row_a_pair_and_code(small_grammar, knowledge):
    """Two raids of the same on the same in one sentence are one row."""
    rows = (
        "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck | and CC cc struck | "
        "launched VBD conj struck | attacks NNS dobj launched | on IN prep attacks | Iran NNP pobj on"
    )
    parse = table(rows)
    first, second = (index for index, word in enumerate(parse.words) if word == "Iran")
    iran = state(parse, "Iran", "IRN")
    found = [state(parse, "Israel", "ISR"), iran, replace(iran, start=second, end=second + 1, head=second)]
    coded = Reader(parse, found, small_grammar, knowledge).read()
    codes = [(one.candidate.source.start, one.candidate.target.start, one.event, one.tie) for one in coded]
    assert len(set(codes)) == len(codes)
    assert first != second


@pytest.mark.parametrize(("subject", "expected"), [("gunmen", ["ISR>IRN"]), ("tourists", [])])
def test_a_rule_may_ask_for_its_subject(small_grammar, knowledge, subject, expected):
    """Peacekeepers who arrive are help, tourists are none."""
    rows = (
        f"Israeli JJ amod {subject} | {subject} NNS nsubj arrived | arrived VBD ROOT - | in IN prep arrived | "
        "Iran NNP pobj in"
    )
    assert read(rows, small_grammar, knowledge) == expected
