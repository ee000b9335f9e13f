"""News of our own making, for tests of whole documents.

Each paragraph names its actors anew, so that it says by itself what it says in the article.
"""

from __future__ import annotations

from typing import Final

from extractor.types import Document

PARAGRAPHS: Final = (
    "Turkish warplanes struck Kurdish militants in northern Iraq on Friday, killing two fighters.",
    "The Norwegian foreign minister met Swedish officials in Oslo and agreed to send aid to Ukraine.",
    "Hezbollah, which is backed by Iran, fired rockets at Israel. Israel retaliated with air strikes on Lebanon.",
    "Kenya did not condemn Uganda, but Tanzanian lawmakers accused Uganda of attacking Rwandan refugees.",
    "According to Reuters, Egyptian police arrested three Sudanese journalists last week. They criticized Egypt.",
    "Chile and Peru signed an agreement, and Bolivia may join them if Argentina withdraws its troops.",
    "The United Nations urged Mali to release French hostages. Mali refused to talk with the United Nations.",
    "“India will never attack Pakistan,” Indian Defence Minister Ravi Kumar said after talks with Chinese diplomats.",
    "Protesters in Georgia demanded that Russia leave, and Russian troops withdrew from Abkhazia.",
    "An Iraqi analyst, Sajad Jiyad, said that Iran-backed Iraqi militias threatened American forces.",
    "South Korea and Japan held joint exercises with the US navy. North Korea called the exercises a provocation.",
    "The European Union imposed sanctions on Belarus, and Lithuania expelled two Belarusian diplomats.",
)
ARTICLE: Final = Document("\n\n".join(PARAGRAPHS), id="article", date="2024-03-13", title="A day of talks and strikes")
