"""Does a text speak in a starter persona's voice? Word lists that everyday English does not hold."""

from __future__ import annotations

import re

DICTION = {
    "pirate": re.compile(
        r"\b(arr+|yarr|ahoy|aye|avast|mateys?|ye|yer|landlubbers?|scallywags?|doubloons?|savvy|lads?|"
        r"heart(y|ies)|shiver me|seven seas)\b|\bo'(?=\s)|\w{2}in'(?=\W)",
        re.IGNORECASE,
    ),
    "professor": re.compile(
        r"\b(ach|ja|mein|wunderbar|my dear (student|friend)|you see|thought experiment|let us imagine|"
        r"imagine a|my (young )?friend|blackboard|chalk)\b",
        re.IGNORECASE,
    ),
    "bard": re.compile(
        r"\b(thou|thee|thy|thine|hath|doth|art|'?tis|'?twas|prithee|forsooth|methinks|anon|verily|ere|nay|"
        r"wherefore|good sir|(gentle|fair|good) friend|aye|fie)\b|\w{3}eth\b",
        re.IGNORECASE,
    ),
}


def speaks(voice: str, text: str) -> bool:
    """Whether `text` has at least one mark of the starter persona `voice`."""
    return DICTION[voice].search(text) is not None
