"""English is told from other languages by its small words."""

import pytest

from domain.readiness import findings
from domain.readiness.language import is_english
from domain.templates import PRESS_RELEASE
from tests.domain.readiness.examples import FINE, NOW

ENGLISH = (
    "After every meeting somebody writes up the notes by hand, and nobody reads them.",
    "Restaurants throw away a third of what they cook on quiet days.",
    "The notes are in your channel five minutes after the call.",
    "Introducing TeamSync — The Meeting Notes That Write Themselves",
    "Invite the bot. Hold the call. Open the notes in Berlin, Köln or São Paulo.",
)

OTHERS = {
    "German": "Nach jedem Meeting schreibt jemand ein Protokoll, oder es gibt keins.",
    "Dutch": "Na elke vergadering schrijft iemand de notulen, of er is niets van over.",
    "French": "Après chaque réunion, quelqu'un rédige le compte rendu, ou il est perdu.",
    "Spanish": "Después de cada reunión alguien escribe el acta o no hay acta.",
    "Portuguese": "Depois de cada reunião alguém escreve a ata ou não há ata nenhuma.",
    "Italian": "Dopo ogni riunione qualcuno scrive il verbale o non lo scrive nessuno.",
    "Swedish": "Efter varje möte skriver någon protokoll, och ingen läser det sedan.",
    "Danish": "Efter hvert møde skriver en af os referat, og ingen læser det bagefter.",
    "Finnish": "Jokaisen kokouksen jälkeen kirjoitetaan muistio, mutta sitä ei lue kukaan.",
    "Polish": "Po każdym spotkaniu ktoś pisze notatki, a potem nikt ich nie czyta.",
    "Czech": "Po každé schůzce někdo píše zápis, který se pak ztratí a nikdo ho už nečte.",
    "Hungarian": "Minden megbeszélés után valaki megírja az emlékeztetőt, de senki nem olvassa.",
    "Turkish": "Her toplantıdan sonra biri notları yazar ve bu çok sürer, ama kimse okumaz.",
    "Indonesian": "Setelah rapat, ada yang menulis catatan dan tidak ada yang membacanya.",
    "Russian": "После каждой встречи кто-то полчаса пишет протокол, и никто его не читает.",
    "Greek": "Μετά από κάθε συνάντηση κάποιος γράφει τα πρακτικά για μισή ώρα.",
    "Arabic": "بعد كل اجتماع يقضي شخص ما نصف ساعة في كتابة الملاحظات ولا يقرؤها أحد.",
    "Hebrew": "אחרי כל פגישה מישהו כותב סיכום במשך חצי שעה, ואף אחד לא קורא אותו.",
    "Hindi": "हर बैठक के बाद कोई आधा घंटा नोट्स लिखता है और उन्हें कोई नहीं पढ़ता।",
    "Japanese": "会議のたびに誰かが30分かけて議事録を書きますが、誰も読みません。",
    "Chinese": "每次会议之后,都有人花半个小时写会议记录,却没有人看。",
    "Korean": "회의가 끝날 때마다 누군가 30분 동안 회의록을 작성하지만 아무도 읽지 않습니다.",
    "Thai": "หลังการประชุมทุกครั้งจะมีคนใช้เวลาครึ่งชั่วโมงเขียนบันทึก",
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    assert is_english(text) is True


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_not(language: str) -> None:
    assert is_english(OTHERS[language]) is False


@pytest.mark.parametrize("text", ["", "🙂🙂", "TeamSync", "30 %", "???", "Product managers"])
def test_a_few_words_say_nothing(text: str) -> None:
    assert is_english(text) is None


@pytest.mark.parametrize("language", OTHERS)
def test_only_rules_for_any_language_speak_about_it(language: str) -> None:
    words = f"{OTHERS[language]} Many users, AI."
    content = {**FINE, "problem": words, "solution": f"{words} Seamless."}
    found = findings(PRESS_RELEASE, content, now=NOW)
    assert {finding.rule for finding in found} <= {"repeated"}


def test_a_short_english_section_is_judged_by_its_document() -> None:
    content = {**FINE, "get_started": "Many steps."}
    found = findings(PRESS_RELEASE, content, now=NOW)
    assert "weasel" in {finding.rule for finding in found}
