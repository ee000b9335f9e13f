"""Whether it happened and who says so: each cue beside its near-misses, through the whole pipeline."""

from __future__ import annotations

from typing import Final

import pytest

from tests.support.said import said
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

NEGATION: Final = {
    "Israel struck Iran on Friday.": ["ISR ASSAULT IRN"],
    "Israel did not strike Iran on Friday.": ["ISR ASSAULT IRN not"],
    "Israel didn't attack Iran.": ["ISR ASSAULT IRN not"],
    "Israel didn’t attack Iran.": ["ISR ASSAULT IRN not"],
    "Israel never attacked Iran.": ["ISR ASSAULT IRN not"],
    "Israel has not attacked Iran.": ["ISR ASSAULT IRN not"],
    "Iran was not attacked by Israel.": ["ISR ASSAULT IRN not"],
    "Israel failed to attack Iran.": ["ISR ASSAULT IRN not"],
    "Israel managed not to attack Iran.": ["ISR ASSAULT IRN not"],
    "Israel denied attacking Iran.": ["ISR ASSAULT IRN not"],
    "Israel avoided attacking Iran.": ["ISR ASSAULT IRN not"],
    "Israel stopped bombing Iran.": ["ISR RETREAT IRN"],
    "No Israeli soldier attacked Iran.": ["ISR.MIL.soldier ASSAULT IRN not"],
    "There was no Israeli attack on Iran.": ["ISR ASSAULT IRN not"],
    "Israel launched no attack on Iran.": ["ISR ASSAULT IRN not"],
    "Neither Israel nor Egypt attacked Iran.": ["ISR ASSAULT IRN not", "EGY ASSAULT IRN not"],
    # near-misses: a "not" or "no" that does not deny the act
    "Israel managed to attack Iran.": ["ISR ASSAULT IRN"],
    "Not surprisingly, Israel attacked Iran.": ["ISR ASSAULT IRN"],
    "Israel, not Egypt, attacked Iran.": ["ISR ASSAULT IRN"],
    "Israel attacked Iran, not Syria.": ["ISR ASSAULT IRN"],
    "Israel attacked Iran, which did not answer.": ["ISR ASSAULT IRN"],
    "Israel did not deny attacking Iran.": ["ISR ASSAULT IRN"],
    "Israel never failed to help Egypt.": ["ISR AID EGY"],
    "Israel did not only attack Iran but also invaded Syria.": ["ISR ASSAULT IRN", "ISR ASSAULT SYR"],
    "Israel had no choice but to attack Iran.": ["ISR ASSAULT IRN"],
}

MODALITY: Final = {
    "Israel may attack Iran.": ["ISR ASSAULT IRN possible"],
    "Israel might attack Iran.": ["ISR ASSAULT IRN possible"],
    "Israel could attack Iran.": ["ISR ASSAULT IRN possible"],
    "Israel cannot attack Iran.": ["ISR ASSAULT IRN not possible"],
    "Israel is likely to attack Iran.": ["ISR ASSAULT IRN possible"],
    "Israel allegedly attacked Iran.": ["ISR ASSAULT IRN possible"],
    "Israel reportedly attacked Iran.": ["ISR ASSAULT IRN possible"],
    "Egypt feared an Israeli attack on Iran.": ["ISR ASSAULT IRN possible"],
    "The threat of an Israeli attack on Iran grew.": ["ISR ASSAULT IRN possible"],
    "Egypt asked whether Israel attacked Iran.": ["ISR ASSAULT IRN possible"],
    "Israel would attack Iran.": ["ISR ASSAULT IRN conditional"],
    "If Israel attacks Iran, Egypt will protest.": ["ISR ASSAULT IRN conditional"],
    "Unless Israel attacks Iran, Egypt will wait.": ["ISR ASSAULT IRN conditional"],
    "Israel wants to attack Iran.": ["ISR ASSAULT IRN intended"],
    "Israel tried to attack Iran.": ["ISR ASSAULT IRN intended"],
    "Iran's plan to attack Israel failed.": ["IRN ASSAULT ISR intended"],
    "Israel must attack Iran.": ["ISR ASSAULT IRN demanded"],
    "Israel should attack Iran.": ["ISR ASSAULT IRN demanded"],
    "France urged Israel to attack Iran.": ["FRA REQUEST ISR", "ISR ASSAULT IRN demanded"],
    "Egypt accused Israel of attacking Iran.": ["EGY ACCUSE ISR", "ISR ASSAULT IRN possible"],
    # near-misses: it happened
    "Israel attacked Iran in May.": ["ISR ASSAULT IRN"],
    "Israel began to attack Iran.": ["ISR ASSAULT IRN"],
    "Israel continued to attack Iran.": ["ISR ASSAULT IRN"],
    "Israel attacked Iran and may withdraw.": ["ISR ASSAULT IRN"],
    "Israel, which may withdraw, attacked Iran.": ["ISR ASSAULT IRN"],
    "Israel attacked Iran as it wanted to test a jet.": ["ISR ASSAULT IRN"],
}

ATTRIBUTION: Final = {
    "Egypt said that Israel attacked Iran.": ["ISR ASSAULT IRN says EGY"],
    "Israel attacked Iran, Egypt said.": ["ISR ASSAULT IRN says EGY"],
    "Israel attacked Iran, according to Egypt.": ["ISR ASSAULT IRN says EGY"],
    "According to a witness, Israel attacked Iran.": ["ISR ASSAULT IRN says a witness"],
    "A witness said Israel attacked Iran.": ["ISR ASSAULT IRN says A witness"],
    "Reuters reported that Israel attacked Iran.": ["ISR ASSAULT IRN says reuters"],
    "Officials in Cairo said that Israel attacked Iran.": ["ISR ASSAULT IRN says EGY.GOV.official"],
    "Israel said it attacked Iran.": ["ISR ASSAULT IRN says ISR"],
    "Egypt said that Israel may attack Iran.": ["ISR ASSAULT IRN possible says EGY"],
    "Egypt said that Israel did not attack Iran.": ["ISR ASSAULT IRN not says EGY"],
    "Egypt believes that Israel attacked Iran.": ["ISR ASSAULT IRN possible says EGY"],
    "Egypt said that Israel will attack Iran.": ["ISR ASSAULT IRN intended says EGY"],
    # near-misses: someone speaks, but not of this
    "Israel attacked Iran after Egypt spoke.": ["ISR ASSAULT IRN"],
    "Israel, which said little, attacked Iran.": ["ISR ASSAULT IRN"],
    "Israel attacked Iran, and Egypt said nothing.": ["ISR ASSAULT IRN"],
}

PROMISES: Final = {
    "Israel helped Egypt.": ["ISR AID EGY"],
    "Israel promised to help Egypt.": ["ISR AGREE EGY"],
    "Israel offered to help Egypt.": ["ISR AGREE EGY"],
    "Israel will help Egypt.": ["ISR AGREE EGY intended"],
    "Israel met Egypt.": ["ISR = CONSULT EGY"],
    "Israel will meet Egypt.": ["ISR = AGREE EGY intended"],
    "Israel withdrew from Lebanon.": ["ISR RETREAT LBN"],
    "Israel will withdraw from Lebanon.": ["ISR CONCEDE LBN intended"],
    "Israel threatened to attack Iran.": ["ISR THREATEN IRN"],
    "Israel will attack Iran.": ["ISR THREATEN IRN intended"],
    "Israel is going to attack Iran.": ["ISR THREATEN IRN intended"],
    "Israel will impose sanctions on Iran.": ["ISR THREATEN IRN intended"],
    # what was promised, agreed or vowed was said: the speech act is asserted
    "Israel agreed to meet Egypt.": ["ISR = AGREE EGY"],
    "Israel pledged to withdraw from Lebanon.": ["ISR CONCEDE LBN"],
    "Israel vowed to attack Iran.": ["ISR THREATEN IRN"],
}

REFUSALS: Final = {
    "Israel refused to help Egypt.": ["ISR REJECT EGY"],
    "Israel declined to help Egypt.": ["ISR REJECT EGY"],
    "Israel will not help Egypt.": ["ISR REJECT EGY"],
    "Israel refused to withdraw from Lebanon.": ["ISR REJECT LBN"],
    "Israel refused to meet Egypt.": ["ISR REJECT EGY"],
    "The rebels declined to negotiate with the Chadian government.": ["XXX.REB.rebel REJECT TCD.GOV"],
    # near-misses: not done is not refused; and to refuse an attack rejects nobody who is attacked
    "Israel did not help Egypt.": ["ISR AID EGY not"],
    "Israel refused to attack Iran.": ["ISR ASSAULT IRN not"],
}

MISSES: Final = {
    "Israel had no choice but to attack Iran.": "'no choice but' is read as 'no'",
}


@pytest.mark.parametrize(("text", "expected"), rows(NEGATION, MODALITY, ATTRIBUTION, PROMISES, REFUSALS, misses=MISSES))
def test_context(ex, text, expected):
    assert said(ex, text) == expected


@pytest.mark.parametrize("opening", ["", "On Friday, ", "In Cairo, officials waited. "])
@pytest.mark.parametrize(
    ("verb", "restricts"),
    [
        ("attacked", ""),
        ("did not attack", " not"),
        ("may attack", " possible"),
        ("did not attack or invade", " not"),
        ("has attacked", ""),
        ("should attack", " demanded"),
    ],
)
@pytest.mark.parametrize(
    ("source", "code"), [("Turkey", "TUR"), ("The Syrian army", "SYR.MIL"), ("Hezbollah", "hezbollah")]
)
def test_context_whoever_does_it(ex, opening, verb, restricts, source, code):
    assert said(ex, f"{opening}{source} {verb} Iran.")[:1] == [f"{code} ASSAULT IRN{restricts}"]


def test_the_cues_are_shown(ex):
    (one,) = ex.extract("Israel may not attack Iran.").relations
    assert "may" in one.path
    assert "not" in one.path
