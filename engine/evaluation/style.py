"""Does a text speak in a starter persona's voice? Marks that everyday English does not bear.

A word with an everyday use counts only where it is an address (“me hearty”, “good friend,” but not “a good
friend”), so that an answer about soup or friendship is not taken for a pirate's or a bard's.
"""

from __future__ import annotations

import re

DICTION = {
    "pirate": re.compile(
        r"\b(arr+|yarr+|ahoy|aye|avast|mateys?|ye|yer|landlubbers?|scallywags?|doubloons?|"
        r"me (hearty|hearties|lads?)|hearties|shiver me|seven seas)\b|"
        r"\bsavvy\?|\bo'(?=\s)|(?<!')\b\w{2,}in'(?=\s\w)",
        re.IGNORECASE,
    ),
    "professor": re.compile(
        r"\b(ach|ja|mein|wunderbar|my (dear|young) (student|friend)|thought experiment|let us imagine)\b|"
        r"\byou see,|, you see\b",
        re.IGNORECASE,
    ),
    "bard": re.compile(
        r"\b(thou|thee|thy|thine|hath|doth|'?tis|'?twas|prithee|forsooth|methinks|anon|verily|ere|nay|"
        r"wherefore|good sir|(gentle|fair|(?<!a )good) friend|aye|fie)\b|"
        r"(?-i:\b[a-z]{3,}(?<!i)eth\b)",  # maketh; not twentieth, nor Elizabeth
        re.IGNORECASE,
    ),
}


def speaks(voice: str, text: str) -> bool:
    """Whether `text` has at least one mark of the starter persona `voice`."""
    return DICTION[voice].search(text) is not None
