"""The measure of diction: it finds every starter's voice, and none in everyday English."""

from __future__ import annotations

import json

import pytest

from engine.evaluation.style import DICTION, speaks
from engine.paths import RESOURCES


def said(voice: str, role: str) -> list[str]:
    """All messages of one role in a starter persona's dataset."""
    rows = (RESOURCES / "personas" / voice / "dataset.jsonl").read_text(encoding="utf-8").splitlines()
    return [m["content"] for row in rows for m in json.loads(row)["messages"] if m["role"] == role]


@pytest.mark.parametrize("voice", DICTION)
def test_each_voice_is_known_and_everyday_english_is_not(voice: str) -> None:
    answers = said(voice, "assistant")
    assert len(answers) >= 300
    assert sum(speaks(voice, text) for text in answers) >= 0.99 * len(answers)
    questions = [text for other in DICTION for text in said(other, "user")]
    assert sum(speaks(voice, text) for text in questions) <= 0.002 * len(questions)


def test_the_voices_are_told_apart() -> None:
    """The pirate and the bard share “aye”; no other pair sounds alike."""
    for voice in DICTION:
        for other in DICTION:
            if {voice, other} != {"pirate", "bard"} and voice != other:
                assert not any(speaks(voice, text) for text in said(other, "assistant")), (voice, other)


EVERYDAY = {
    "pirate": [
        "Try a hearty vegetable soup; tech-savvy readers can order online.",
        "The words 'begin' and 'within' are spelled with an 'i'.",
        "Ireland has the O'Connell bridge, at 5 o'clock it is busy. The lad's year, a layer, a yearly player.",
    ],
    "professor": [
        "Imagine a friend you see every day. As my friend says, use chalk on the blackboard.",
        "Each January, Japan… The main idea of mine.",
    ],
    "bard": [
        "A good friend listens. Good friends are rare in the art world.",
        "Elizabeth and Kenneth came in the twentieth; brush your teeth beneath the tree in Nazareth.",
        "Here, there and everywhere, anonymous neighbours canary.",
    ],
}


@pytest.mark.parametrize("voice", DICTION)
def test_words_with_everyday_uses_do_not_count(voice: str) -> None:
    for text in EVERYDAY[voice]:
        assert not speaks(voice, text), DICTION[voice].search(text)
