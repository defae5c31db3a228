"""Split examples into train, validation and test so that no question occurs in two of them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

from engine.datasets.types import Example, Part, Split
from engine.errors import InputError


def prompt_key(example: Example) -> str:
    """What makes two examples the same question: the first user turn (or the text), without regard to
    case, white space and Unicode form."""
    return normalised(example.prompt())


def normalised(text: str) -> str:
    """`text` case-folded, in NFKC, with every run of white space made one blank."""
    if text.isascii():  # the same, and much faster
        return " ".join(text.lower().split())
    # Folding can leave NFKC, so it is composed and folded once more.
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).casefold().split())


def split(examples: Sequence[Example], *, seed: int, valid: float = 0.1, test: float = 0.1) -> Split:
    """Every example into exactly one part, the same for the same seed whatever the rows' order.

    Examples with one `prompt_key` stay together, so neither a copy nor another answer to the same
    question leaks out of training. `valid` and `test` are wanted shares; of 10 examples or more each
    gets at least one as far as there are questions enough (3 or more give validation one). Where that
    cannot be, `note` says what is missing. Raises `InputError` for shares that leave nothing to train on.
    """
    if not (0 <= valid < 1 and 0 <= test < 1 and valid + test < 1):
        raise InputError(
            f"The shares valid={valid} and test={test} leave nothing to train on.",
            fix="Give shares from 0 on that together stay below 1, such as 0.1 and 0.1.",
        )
    groups: dict[str, list[int]] = {}
    for index, example in enumerate(examples):
        groups.setdefault(prompt_key(example), []).append(index)
    # Order by digest: depends on the seed and the question alone, so new rows move few old ones.
    order = sorted(groups, key=lambda key: hashlib.sha256(f"{seed}\0{key}".encode()).digest())
    wanted = _wanted(len(examples), valid, test)
    part_of = _assign([(key, len(groups[key])) for key in order], wanted)
    parts: dict[Part, list[int]] = {"train": [], "valid": [], "test": []}
    for key, members in groups.items():
        parts[part_of.get(key, "train")] += members
    train, validation, testing = ([examples[i] for i in sorted(parts[part])] for part in parts)
    asked = (("validation", valid, validation), ("test", test, testing))
    missing = [name for name, share, found in asked if share and not found]
    return Split(train, validation, testing, _note(len(examples), len(groups), missing))


def _wanted(count: int, valid: float, test: float) -> dict[Part, int]:
    """Examples wanted in validation and test."""
    least_valid, least_test = int(count >= 3), int(count >= 10)
    return {
        "valid": max(round(count * valid), least_valid) if valid else 0,
        "test": max(round(count * test), least_test) if test else 0,
    }


def _assign(groups: list[tuple[str, int]], wanted: dict[Part, int]) -> dict[str, Part]:
    """Groups (key, size) that leave training. First those that fit, in order; then, for a part still
    empty, the smallest left over, as long as training keeps at least one group."""
    part_of: dict[str, Part] = {}
    room = dict(wanted)
    left = len(groups)
    for key, size in groups:
        part = next((part for part in room if left > 1 and 0 < size <= room[part]), None)
        if part:
            part_of[key] = part
            room[part] -= size
            left -= 1
    for part in wanted:
        if wanted[part] and room[part] == wanted[part] and left > 1:
            key, _ = min((group for group in groups if group[0] not in part_of), key=lambda group: group[1])
            part_of[key] = part
            left -= 1
    return part_of


def _note(count: int, questions: int, missing: list[str]) -> str:
    if not missing:
        return ""
    if len(missing) == 2:
        return f"Too few different questions to split ({questions} of {count} examples): all go to training."
    return f"No {missing[0]} part: too few different questions ({questions} of {count} examples)."
