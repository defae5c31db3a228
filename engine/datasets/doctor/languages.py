"""Which language a text is in, told by its script and by its small words. Only clear cases are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from engine.datasets.doctor.findings import Hit, Hits, excerpt
from engine.datasets.doctor.words import answer, words
from engine.datasets.types import Example

MAIN = 0.8  # share of the answers told: with less, several languages are meant
_LOOKED_AT = 2000  # characters
_LEAST_LETTERS, _LEAST_WORDS, _LEAST_HITS = 20, 15, 4
_SHARE, _LEAD = 0.12, 3.0  # small words among all, and over those of the second language
# Words of one of these languages only, as far as these languages go.
SMALL_WORDS = {
    "en": "the and is of to that it you with for this are be have not what which they was but from your will would can "
    "there their been has if when how she his her we an as by or at yer ye thou thee thy doth hath",
    "de": "der und ist nicht das ein eine mit auf für sich den dem des auch wird von zu sie wir ihr dass aber wenn wie "
    "kann oder nach bei einen einer noch aus ich über die war waren sind hat haben werden im zum zur vom nur",
    "fr": "les est une dans pour qui avec vous nous cette sont pas mais ou où des du et aux leur elle ce très être "
    "plus sur ils fait comme",
    "es": "los las una está por pero más para como el muy también son del y cuando hay sus este esta puede ser qué lo",
    "it": "il gli che di non è sono della anche più questo nel alla ma delle dei questa essere quando ogni molto lo "
    "tra può dal",
    "pt": "não os uma você é são mais também muito isso quando ou ao pelo pela seu sua dos das na em um foi ser à",
    "nl": "het een van niet zijn dat voor met ook maar naar wordt deze dit aan bij hebben je wij heeft kunnen wat meer",
    "pl": "nie się jest na że to jak ale dla przez który są może czy tym od po tak także lub",
    "sv": "och att det som är en inte på med för av till den har kan jag ett om från vara eller när också",
}
_OF: dict[str, str] = {}
for _language, _words in SMALL_WORDS.items():
    for _word in _words.split():
        _OF[_word] = "" if _word in _OF else _language  # shared words tell nothing
# A question that names a language, or a translation, has its reason for an answer in another.
_ASKED_FOR = re.compile(
    r"\b(?:translat|übersetz|tradu|vertaal|german|french|spanish|italian|portug|dutch|polish|swedish|russian|chinese|"
    r"japanese|korean|arabic|hindi|greek|hebrew|thai|english|deutsch|englisch|französisch|français|español|italiano)",
    re.IGNORECASE,
)
_SCRIPTS = {
    "ru": "\u0400-\u052f", "el": "\u0370-\u03ff", "ar": "\u0600-\u06ff", "he": "\u0590-\u05ff", "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f", "ja": "\u3040-\u30ff", "zh": "\u3400-\u9fff", "ko": "\uac00-\ud7af",
}  # fmt: skip
_SCRIPT = {language: re.compile(f"[{span}]") for language, span in _SCRIPTS.items()}


def strays(examples: Sequence[Example]) -> tuple[Hits, dict[str, int]]:
    """Examples whose answer is not in the main language, and how many are in each.

    All but those of the main language are found if that has at least 80 % of the answers told; otherwise none.
    A language is named by a code; a script that several languages share by the one that has it most.
    """
    told = {i: name for i, example in enumerate(examples) if (name := language(answer(example)))}
    told = {i: name for i, name in told.items() if not _asked_for(examples[i])}
    counts = dict(Counter(told.values()).most_common())
    if len(counts) < 2:
        return {}, counts
    main = next(iter(counts))
    if counts[main] < MAIN * len(told):
        return {}, counts
    return {i: Hit(excerpt(answer(examples[i]))) for i, name in told.items() if name != main}, counts


def _asked_for(example: Example) -> bool:
    return any(_ASKED_FOR.search(m.content) for m in example.messages if m.role != "assistant")


def language(text: str) -> str:
    """The language of `text`, or "" if it is short, mixed or of none known here."""
    text = text[:_LOOKED_AT]
    if "```" in text:
        text = re.sub(r"```.*?(?:```|\Z)", " ", text, flags=re.DOTALL)  # code is English everywhere
    if not text.isascii() and (script := _script(text)) != "Latin":
        return script
    found = words(text)
    counts = Counter(map(_OF.get, found))
    told = {name: count for name, count in counts.most_common() if name}
    (first, hits), (_, others) = [*told.items(), ("", 0), ("", 0)][:2]
    if len(found) < _LEAST_WORDS or hits < max(_LEAST_HITS, _SHARE * len(found)) or hits < _LEAD * others:
        return ""
    return first


def _script(text: str) -> str:
    """The language whose script most letters are in, “Latin”, or "" if they are mixed."""
    letters = sum(map(str.isalpha, text))
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPT.items()}
    if counts["ja"] >= 0.15 * letters:  # kana, beside any number of Chinese characters
        counts["ja"] += counts.pop("zh")
    name = max(counts, key=lambda name: counts[name])
    if counts[name] < 0.3 * letters:
        return "Latin"
    return name if counts[name] >= 0.7 * letters and letters >= _LEAST_LETTERS else ""
