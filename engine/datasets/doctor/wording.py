"""What the findings say. “{0}” stands for how many examples there are."""

from __future__ import annotations

from typing import NamedTuple

from engine.datasets.doctor.findings import Level

_LEAVE_OUT = ("Leave out {0} example", "Leave out {0} examples")


class Wording(NamedTuple):
    """Title and fix for one example and for several; why it matters."""

    title: tuple[str, str]
    why: str
    fix: tuple[str, str] = _LEAVE_OUT
    level: Level = "warn"

    def titled(self, count: int) -> str:
        return self.title[count != 1].format(count)

    def fixed(self, count: int) -> str:
        return self.fix[count != 1].format(count)


WORDING = {
    "bad_rows": Wording(
        ("{0} row cannot be used", "{0} rows cannot be used"),
        "Macaw drops nothing in silence: say what is to happen to them.",
        ("Leave out {0} bad row", "Leave out {0} bad rows"),
        "stop",
    ),
    "wrong_roles": Wording(
        ("{0} conversation has its turns in disorder", "{0} conversations have their turns in disorder"),
        "Training needs questions and answers in turn, the last word being an answer.",
        ("Put the turns of {0} row in order", "Put the turns of {0} rows in order"),
        "stop",
    ),
    "mojibake": Wording(
        ("{0} example has garbled letters", "{0} examples have garbled letters"),
        "The text was read in a wrong encoding once, and the voice would learn to write like that.",
        ("Repair {0} example", "Repair {0} examples"),
    ),
    "lost_letters": Wording(
        ("{0} example has lost letters", "{0} examples have lost letters"),
        "What they were cannot be known any more, and the voice would learn to write gaps.",
    ),
    "personal": Wording(
        ("{0} example has personal data", "{0} examples have personal data"),
        "A model may repeat e-mail addresses, phone, card and account numbers to anyone who chats with it.",
        ("Mask them in {0} example", "Mask them in {0} examples"),
    ),
    "empty_answers": Wording(
        ("{0} answer says nothing", "{0} answers say nothing"),
        "The voice would learn to answer with a dash or a placeholder.",
    ),
    "cut_answers": Wording(
        ("{0} answer stops in the middle of a sentence", "{0} answers stop in the middle of a sentence"),
        "The voice would learn to break off.",
        ("End {0} answer at its last whole sentence", "End {0} answers at their last whole sentence"),
    ),
    "contradictions": Wording(
        ("{0} preference contradicts itself", "{0} preferences contradict each other"),
        "The same answer is preferred and rejected, so that nothing can be learned from it.",
    ),
    "duplicates": Wording(
        ("{0} example is there twice", "{0} examples are copies of others"),
        "Copies weigh more than the rest, and are learned by heart sooner.",
        ("Remove {0} duplicate", "Remove {0} duplicates"),
    ),
    "near_duplicates": Wording(
        ("{0} example says nearly the same as another", "{0} examples say nearly the same as others"),
        "They differ in a word or two: learned twice, they teach nothing new and are soon known by heart.",
        ("Remove {0} near duplicate", "Remove {0} near duplicates"),
    ),
    "language": Wording(
        (
            "{0} answer is in another language than the others",
            "{0} answers are in another language than the others",
        ),
        "The voice would learn to change its language for no reason.",
    ),
    "too_long": Wording(
        ("{0} example is too long and would be cut", "{0} examples are too long and would be cut"),
        "",  # it has figures in it
        ("Shorten or leave out {0} long example", "Shorten or leave out {0} long examples"),
    ),
    "outliers": Wording(
        (
            "{0} example is many times longer than the others",
            "{0} examples are many times longer than the others",
        ),
        "The longest example decides how much memory training takes, and is often a paste gone wrong.",
        level="note",
    ),
    "leakage": Wording(
        (
            "{0} held-out example is learned in other words too",
            "{0} held-out examples are learned in other words too",
        ),
        "What is held out measures what was learned only if training has not seen it.",
        ("Leave out {0} held-out copy", "Leave out {0} held-out copies"),
    ),
}
