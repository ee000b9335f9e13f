"""Who is source and who is target, through the whole pipeline: what must be read, and what must not."""

from __future__ import annotations

from typing import Final

import pytest

from tests.support.said import said
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

SHAPES: Final = {
    "Iran was struck by Israel.": ["ISR ASSAULT IRN"],
    "Israel, which struck Iran, waited.": ["ISR ASSAULT IRN"],
    "Iran, which Israel struck, waited.": ["ISR ASSAULT IRN"],
    "Iran, struck by Israel, waited.": ["ISR ASSAULT IRN"],
    "Striking Iran, Israel waited.": ["ISR ASSAULT IRN"],
    "Israel attacked Iran and invaded Syria.": ["ISR ASSAULT IRN", "ISR ASSAULT SYR"],
    "Israel and Egypt attacked Iran.": ["ISR ASSAULT IRN", "EGY ASSAULT IRN"],
    "Israel attacked Iran, Syria and Yemen.": ["ISR ASSAULT IRN", "ISR ASSAULT SYR", "ISR ASSAULT YEM"],
    "Israel launched a series of air strikes on Iran.": ["ISR ASSAULT IRN"],
    "Iran came under attack by Israel.": ["ISR ASSAULT IRN"],
    "Israel's attack on Iran failed.": ["ISR ASSAULT IRN"],
    "An attack on Iran by Israel failed.": ["ISR ASSAULT IRN"],
    "Israel and Egypt met in Cairo.": ["ISR = CONSULT EGY"],
    "Talks between Israel and Egypt failed.": ["ISR = CONSULT EGY"],
    "Egypt was accused by Israel of arming Hamas.": ["ISR ACCUSE EGY", "EGY AID hamas possible"],
}

OWNERS: Final = {
    "Israel struck Iran's airfields.": ["ISR ASSAULT IRN.MIL"],
    "Israeli jets struck Iranian airfields.": ["ISR.MIL ASSAULT IRN.MIL"],
    "Israel struck Iran's wheat fields.": ["ISR ASSAULT IRN"],
    "Israel violated Lebanon's airspace.": ["ISR MOBILIZE LBN"],
    "Israel's government's attack on Iran failed.": ["ISR.GOV ASSAULT IRN"],
    "The Dutch government's apology to Suriname came in December.": ["NLD.GOV CONCEDE SUR"],
    "The Iraqi prime minister's first trip to Iran was a success.": ["IRQ.GOV.prime-minister CONSULT IRN"],
    "The Burmese army's massacre of Rohingya villagers was filmed.": ["MMR.MIL ASSAULT MMR.CVL.villager"],
    "Rwanda was accused by the Congolese government of arming rebels.": [
        "COD.GOV ACCUSE RWA",
        "RWA AID XXX.REB.rebel possible",
    ],
}

TIES: Final = {
    "Iran-backed Iraqi militias slept in Basra.": ["IRN BACKS IRQ.UAF.militia"],
    "Saudi Arabia is an ally of Egypt.": ["SAU ALLY_OF EGY"],
    "Norway is a member of NATO.": ["NOR MEMBER_OF nato"],
}

NEWS: Final = {
    "Russia's foreign ministry expelled two Swedish diplomats.": ["RUS.GOV.foreign-ministry SANCTION SWE.GOV.diplomat"],
    "Saudi-led coalition warplanes bombed a Houthi camp near Sanaa.": ["saudi-led-coalition ASSAULT houthis"],
    "Thousands of Argentines marched in Buenos Aires against the government.": ["ARG.CVL PROTEST ARG.GOV"],
    "Armenia and Azerbaijan blamed each other for the clashes.": ["ARM ACCUSE AZE"],
    "The European Commission will send 50 million euros in aid to Jordan.": ["eu.commission AGREE JOR intended"],
    "Kosovo was recognised by Malaysia.": ["MYS SUPPORT XKX"],
    "Greek coast guards rescued 50 Syrian refugees.": ["GRC.COP AID SYR.REF.refugee"],
    "Qatar mediated between Hamas and Fatah.": ["QAT CONSULT hamas", "QAT CONSULT fatah"],
    "The Philippines accused China's coast guard of ramming its boats.": [
        "PHL ACCUSE CHN.MIL.coast-guard",
        "CHN.MIL.coast-guard ASSAULT PHL possible",
    ],
    "Lawmakers in Ghana rejected a bill backed by the IMF.": ["GHA.LEG.lawmaker REJECT imf"],
    "The head of the IAEA, Rafael Grossi, visited Iran.": [
        "person.rafael-grossi LEADS iaea",
        "person.rafael-grossi CONSULT IRN",
    ],
    "The bombing of a mosque in Kabul was condemned by Pakistan.": [],
    "The cleric Moqtada al-Sadr urged his followers to attack US troops.": [],
    "US Secretary of State John Kerry met Russian Foreign Minister Sergei Lavrov.": [
        "person.john-kerry = CONSULT person.sergei-lavrov"
    ],
    "Colombia's government and FARC rebels clashed.": ["COL.GOV = ASSAULT farc"],
}

NOTHING: Final[list[str]] = [
    "",
    "Israel attacked.",
    "A storm struck Malta.",
    "Israel and Iran are countries.",
    "The film about the siege of Aleppo by Syria won a prize.",
    "Brazil beat Germany in the World Cup semi-final.",
    "Israel attacked Israel.",
    "Rain hit the north of Chile.",
    "Turkish coffee beat Greek wine in a test.",
    "The anniversary of Japan's attack on Pearl Harbor passed.",
    "Israel's critics attacked the plan.",
    "Botswana vowed to fight poverty with the World Bank.",
]
MISSES: Final = {
    "Striking Iran, Israel waited.": "a participle before its clause finds no subject",
}
NEWS_MISSES: Final = {
    "Lawmakers in Ghana rejected a bill backed by the IMF.": "what stands for a bill is taken for the lawmakers",
    "The cleric Moqtada al-Sadr urged his followers to attack US troops.": "followers are taken for their leader",
}


@pytest.mark.parametrize(("text", "expected"), rows(NEWS, misses=NEWS_MISSES))
def test_news(ex, text, expected):
    assert said(ex, text) == expected


WRONG: Final = {
    "Botswana vowed to fight poverty with the World Bank.": "'fight' with something else as object is read as mutual",
}


@pytest.mark.parametrize(("text", "expected"), rows(SHAPES, OWNERS, TIES, misses=MISSES))
def test_ends(ex, text, expected):
    assert said(ex, text) == expected


@pytest.mark.parametrize(("text", "expected"), rows(dict.fromkeys(NOTHING, ()), misses=WRONG))
def test_nothing_is_read(ex, text, expected):
    assert said(ex, text) == [*expected]
