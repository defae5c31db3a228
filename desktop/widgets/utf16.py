"""Qt counts UTF-16 units, Python characters."""

from __future__ import annotations


def utf16(text: str, at: int) -> int:
    """The place of `text[at]` as Qt counts it."""
    return at if text.isascii() else len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
