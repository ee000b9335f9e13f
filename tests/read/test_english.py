"""English is read, other languages are named, and what is too short to tell is given the benefit of the doubt."""

import pytest

from extractor.read.english import english, foreign

FOREIGN = {
    "Spanish": "El presidente de la república dijo que los soldados no volverán a la frontera hasta que haya paz.",
    "German": "Der Minister sagte am Montag, dass die Truppen erst nach dem Ende der Gespräche abziehen würden.",
    "French": "Le ministre des Affaires étrangères a déclaré lundi que les négociations reprendraient bientôt à Rome.",
    "Russian": "Президент заявил, что войска не будут выведены до конца года, сообщает агентство новостей.",
    "Arabic": "قال وزير الخارجية يوم الاثنين إن المحادثات ستستأنف قريبا في جنيف بعد توقف دام شهرين كاملين.",
    "Chinese": "外交部发言人星期一表示,双方将很快在日内瓦恢复谈判,此前谈判已中断两个月。",
}
ENGLISH = [
    """Iran's foreign minister said on Monday that talks with the United States would resume in Muscat within a week.
    He warned that the country would answer any attack, and called on Israel to withdraw its troops from Lebanon.""",
    """KYIV: Zelensky, Putin, Lukashenko, Scholz, Macron, Sánchez, Meloni, Duda, Orbán: who met whom, who phoned whom,
    who signed what. Ukraine thanked Poland; Hungary rebuffed Ukraine; Germany pledged tanks; Spain sent generators.""",
    f"« Non », said the president of France. {'Troops entered the town on Tuesday and met no resistance at all. ' * 3}",
    """Angela Merkel, Emmanuel Macron, Giuseppe Conte, Pedro Sánchez, Mark Rutte, Sebastian Kurz, Viktor Orbán, Andrzej
    Duda, Klaus Iohannis, Boyko Borissov, Alexis Tsipras, António Costa, Leo Varadkar: European Council, Brussels.""",
    """Syrian army bombs Idlib. Turkish drones destroy Syrian tanks. Russian jets strike Binnish. Iranian militia chief
    killed near Aleppo. Hezbollah fighters buried; Israeli warplanes hit Damascus airport; Assad vows victory.""",
]


@pytest.mark.parametrize("language", FOREIGN)
def test_foreign_texts_are_named(language):
    assert foreign(FOREIGN[language] * 8) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text):
    assert len(text) >= 200
    assert english(text)


@pytest.mark.parametrize("text", FOREIGN.values())
def test_a_short_text_is_never_called_foreign(text):
    assert len(text) < 200
    assert english(text)


def test_a_foreign_quotation_at_the_head_makes_no_foreign_text():
    assert english(FOREIGN["French"] * 50 + ENGLISH[0] * 100)
