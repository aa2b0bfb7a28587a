"""Is a text English? Told by its small words, beside those of other languages in Latin script.

A detector of a library was weighed: the rules need one bit, and only about texts of a paragraph
or more. Small words give it in a fraction of a millisecond, without a model of megabytes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from domain.readiness.text import normal_words

_LEAST_HITS = 2
_LEAST_SHARE = 0.12
"""English prose has 0.3 to 0.5 of these words; lists of keywords have fewer."""

_SAMPLE = 20_000
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

SMALL_WORDS = {
    "en": """the of and to in is that it for on with as are was be this have from or by not but
        they their you your we our at an which who what when where how can will would has had been
        were there than then its his her she he if so no out up about into more after every each
        only do does without i my them these those because while""",
    "de": """der die das und ist nicht ein eine einen einem einer zu mit von auf für im den dem des
        sich als auch es an werden aus er sie wir ihr dass wird sind noch nach bei wie oder aber
        wenn nur ohne jede jeder kein keine ich haben hat war über zum zur""",
    "nl": """de het een en van is dat niet op te zijn voor met die aan er ook als maar om bij nog
        naar uit dan wordt ze wij hun door over heeft zonder elke geen of worden kan""",
    "sv": """och att det som en är på av för med den till inte har de ett om vi kan men sig eller
        från utan nu efter hur när varje alla ska""",
    "da": """og at det en er på af for med den til ikke har de et om vi kan men sig eller fra uden
        nu efter som hvor når hver alle skal ved""",
    "nb": """og det en er på av for med den til ikke har de et om vi kan men seg eller fra uten nå
        etter som hvor når hver alle skal ved å""",
    "fi": """ja on ei se että oli hän mutta ovat kun niin myös tai joka ne mitä jos kuin voi sen
        heidän ilman kaikki""",
    "fr": """le la les de des et un une est que qui pour dans ce cette il elle en au aux du ne pas
        par sur plus avec sont nous vous leur mais ou se sans chaque on à être ils""",
    "es": """el la los las de que y en un una es por con para no se su lo del al como más pero sus
        le ya o este sin sobre cada todo hay entre son desde está""",
    "pt": """o a os as de que e em um uma é por com para não se seu sua do da no na dos das ao como
        mais mas ou sem sobre cada todo há entre são já está""",
    "it": """il lo la i gli le di che e in un una è per con non si del della dei nel da al come più
        ma o sono anche senza ogni tutto tra questo su suo loro dopo""",
    "pl": """i w na z do się nie to że jest jak po o za od przez co ale dla oraz są lub tym bez
        każdy tylko który która już czy""",
    "cs": """a v na se je že s z do o to i ve pro za po jako jsou ale od nebo který která bez každý
        jen už při není být""",
    "hu": """a az és hogy nem is egy meg ez van de ha csak már mint kell minden azt vagy nélkül
        után lehet még""",
    "ro": """și de în la cu pe nu o un să care este din pentru ca mai sunt sau dar fără după fie
        lor prin""",
    "tr": """ve bir bu için ile da de çok daha olarak en ne gibi sonra ama her kadar olan değil
        veya ya""",
    "id": """yang dan di ini itu untuk dengan dari tidak ke pada dalam adalah akan oleh juga
        mereka atau kami setiap tanpa bisa lebih""",
    "vi": """và của là có cho không với một các được trong này những người khi để đã tôi sẽ họ
        mỗi""",
}

ENGLISH = frozenset(SMALL_WORDS["en"].split())
_SPOKEN_IN: dict[str, list[str]] = {}
for _language, _words in SMALL_WORDS.items():
    for _word in _words.split():
        _SPOKEN_IN.setdefault(_word, []).append(_language)


@dataclass(frozen=True)
class Evidence:
    """What a text shows of its language; that of several texts can be added."""

    letters: int
    latin: int
    words: int
    hits: Counter[str]

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            self.letters + other.letters,
            self.latin + other.latin,
            self.words + other.words,
            self.hits + other.hits,
        )

    @property
    def english(self) -> bool | None:
        """Whether the text is English; None where it has too few words to tell."""
        if self.letters and 2 * self.latin < self.letters:
            return False
        others = (count for language, count in self.hits.items() if language != "en")
        english, other = self.hits["en"], max(others, default=0)
        if max(english, other) < _LEAST_HITS:
            return None
        return english > other and english >= _LEAST_SHARE * self.words


NOTHING = Evidence(0, 0, 0, Counter())


def evidence(text: str, words: Sequence[str]) -> Evidence:
    """Count small words and letters; `words` are the text's words as they are compared."""
    hits = Counter(language for word in words for language in _SPOKEN_IN.get(word, ()))
    if text.isascii():
        return Evidence(len(text), len(text), len(words), hits)
    sample = text[:_SAMPLE]
    letters, latin = len(_LETTER.findall(sample)), len(_LATIN.findall(sample))
    return Evidence(letters, latin, len(words), hits)


def is_english(text: str) -> bool | None:
    """Say whether a text is English; None where it has too few words to tell."""
    return evidence(text, normal_words(text)).english


SMALL = ENGLISH | {"a", "also", "all", "any", "some", "may", "could", "should", "am", "me", "us"}
"""English words that carry no fact of their own."""
