"""Personal data: e-mail addresses, phone numbers, payment cards and bank accounts, found and masked.

Only what has the full form of one is taken: check digits, issuers, country codes. Dates, versions, prices and ISBNs
are full of digits too, and a false alarm costs more trust than a number missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from engine.datasets.doctor.findings import Hit, Hits, excerpt
from engine.datasets.doctor.registries import COUNTRY_CODES, COUNTRY_TENS, FREE_CALLS, IBAN_LENGTHS
from engine.datasets.doctor.words import parts
from engine.datasets.types import Example


class Span(NamedTuple):
    """Personal data in a text: characters `start` to `end`, and what it is."""

    start: int
    end: int
    kind: str


_EMAIL = re.compile(
    r"(?<![\w.%+/@-])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@])"
)
# Reserved for examples (RFC 2606), of machines, or endings of files such as “icon@2x.png”.
_NO_DOMAIN = re.compile(
    r"(?:^|\.)example\.\w+$|\.(?:example|test|invalid|localhost|local|internal|lan|png|jpe?g|gif|svg|webp|js|css|html?)$",
    re.IGNORECASE,
)
_NO_PERSON = {"git", "noreply", "no-reply", "donotreply"}
_MANY_DIGITS = re.compile(r"\d(?:[ ()./-]{0,3}\d){6}")  # nothing below has fewer
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![a-z])")
_CARD = re.compile(r"(?<![\w.,+-])\d(?:[ -]?\d){13,18}(?![\w-]|[.,]\d)")
_WORLD = re.compile(r"(?<![\w.,+*/=#-])\+[1-9](?:[ ()./-]{0,3}\d){7,17}(?!\d|[.,]\d)")
_AMERICAN = re.compile(
    r"(?<![\w.,+/=#-])(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])[2-9]\d{2}[-.]\d{4}(?![\w/=-]|[.,]\d)"
)
_CALLED = re.compile(
    r"\b(?:tel|phone|telephone|telefon|t[ée]l[ée]phone|tel[ée]fono|m[óo]vil|mobile?|cell|handy|fax|whatsapp)"
    r"(?:[ -](?:number|no|nr|nummer|is|ist)){0,2}[.:#]{0,2}\s{0,2}(\(?0?\d(?:[ ()./-]{0,3}\d){6,13})(?!\d|[.,]\d|-\d)",
    re.IGNORECASE,
)
_CARD_WORD = re.compile(r"(?i)\b(?:card|visa|mastercard|amex|credit|debit|kreditkarte|karte|carte|tarjeta)\b")
_NEARBY = 40  # characters before an ungrouped number in which it is called a card


def personal(examples: Sequence[Example]) -> Hits:
    """Examples with personal data; each hit shows the first of it."""
    found: dict[int, Hit] = {}
    for i, example in enumerate(examples):
        for _, text in parts(example):
            span = next(iter(spans(text)), None)
            if span:
                found[i] = Hit(excerpt(text, span.start, span.end))
                break
    return found


def kinds(examples: Sequence[Example], hits: Hits) -> dict[str, int]:
    """How often each kind of personal data is in the examples of `hits`."""
    counts: dict[str, int] = {}
    for i in hits:
        for _, text in parts(examples[i]):
            for span in spans(text):
                counts[span.kind] = counts.get(span.kind, 0) + 1
    return counts


def masked(text: str) -> str:
    """`text` with “[e-mail]”, “[phone]”, “[card]” and “[IBAN]” in place of what they are."""
    for _ in range(4):  # two glued together show the second only now
        found = spans(text)
        if not found:
            break
        for span in reversed(found):
            text = f"{text[: span.start]}[{span.kind}]{text[span.end :]}"
    return text


def spans(text: str) -> list[Span]:
    """Personal data in `text`, in order, without overlaps. Takes time linear in its length."""
    found = [*_emails(text)] if "@" in text else []
    if _MANY_DIGITS.search(text):
        for finder in (_ibans, _cards, _phones):
            for span in finder(text):
                if not any(span.start < other.end and other.start < span.end for other in found):
                    found.append(span)
    return sorted(found)


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        if match[1].lower() not in _NO_PERSON and not _NO_DOMAIN.search(match[2]):
            yield Span(*match.span(), "e-mail")


def _ibans(text: str) -> Iterator[Span]:
    """ISO 13616: known length of the country, remainder 1 of the division by 97."""
    for match in _IBAN.finditer(text):
        length = IBAN_LENGTHS.get(match[0][:2], 0)
        compact, end = "", match.start()
        while len(compact) < length and end < match.end():
            compact += text[end].strip()
            end += 1
        rest = text[end : end + 1]
        if length and len(compact) == length and not (rest.isalnum() and rest.isascii()):
            digits = "".join(str(int(c, 36)) for c in compact[4:] + compact[:4])
            if int(digits) % 97 == 1:
                yield Span(match.start(), end, "IBAN")


def _cards(text: str) -> Iterator[Span]:
    """Payment cards: an issuer's first digits and length, Luhn's check digit, and groups as they are printed."""
    for match in _CARD.finditer(text):
        digits, groups = re.sub(r"\D", "", match[0]), re.split(r"[ -]", match[0])
        sizes = [len(group) for group in groups]
        printed = (
            sizes[:4] in ([4, 4, 4, 4], [4, 6, 5], [4, 6, 4]) and len(set(re.findall(r"[ -]", match[0]))) == 1
        )
        rising = printed and all(a < b for a, b in pairwise(groups)) and sizes == [4] * 4
        named = len(groups) == 1 and _CARD_WORD.search(text, max(0, match.start() - _NEARBY), match.start())
        if ((printed and not rising) or named) and _issued(digits) and luhn(digits):
            yield Span(*match.span(), "card")


def _issued(digits: str) -> bool:
    """First digits and lengths of Visa, Mastercard, American Express, Diners, Discover, JCB and UnionPay."""
    n, two, three, four = len(digits), int(digits[:2]), int(digits[:3]), int(digits[:4])
    return (
        (digits[0] == "4" and n in (16, 19))
        or ((51 <= two <= 55 or 2221 <= four <= 2720) and n == 16)
        or (two in (34, 37) and n == 15)
        or ((300 <= three <= 305 or two in (36, 38)) and n == 14)
        or ((four == 6011 or two == 65 or 644 <= three <= 649) and n == 16)
        or (3528 <= four <= 3589 and n == 16)
        or (two == 62 and 16 <= n <= 19)
    )


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(n - 9 * (n > 9) for n in doubled) % 10 == 0


def _phones(text: str) -> Iterator[Span]:
    for match in _WORLD.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()].rstrip()[-1:]
        if not (before.isdigit() or before in {"=", "^", "*", ")"}) and _reachable(match[0]):
            yield Span(*match.span(), "phone")
    for match in _AMERICAN.finditer(text):
        digits = re.sub(r"\D", "", match[0])[-10:]
        made_up = digits[3:8] == "55501"  # 555-0100 to 555-0199 are kept for stories
        if digits[:3] not in FREE_CALLS and not made_up:
            yield Span(*match.span(), "phone")
    for match in _CALLED.finditer(text):
        if 7 <= len(re.sub(r"\D", "", match[1])) <= 14 and not match[1].endswith("00000"):
            yield Span(*match.span(1), "phone")


def _reachable(number: str) -> bool:
    """A number in international form (ITU-T E.164): an assigned country code, 8 to 15 digits, telling groups."""
    groups = re.findall(r"\d+", number)
    digits = "".join(groups)
    codes = [groups[0]] if len(groups) > 1 and len(groups[0]) <= 3 else [digits[:1], digits[:2], digits[:3]]
    known = any(
        int(code) in COUNTRY_CODES or (len(code) == 3 and int(code[:2]) in COUNTRY_TENS) for code in codes
    )
    american = digits[0] == "1" and len(digits) == 11
    if american and (digits[1:4] in FREE_CALLS or digits[4:9] == "55501"):
        return False
    return (
        known
        and 8 <= len(digits) <= 15
        and (digits[0] != "1" or american)
        and (max(map(len, groups)) >= 3 or sum(len(group) == 2 for group in groups[1:]) >= 4)
        and len(groups) <= 7
        and not digits.endswith("00000")
    )
