"""Plain text and Markdown into headings and paragraphs."""

from __future__ import annotations

import re

from engine.library.documents import Document, DocumentBuilder, clean

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = {"=": 1, "-": 2, "~": 3, "^": 4}  # Markdown knows the first two, reStructuredText all
_LINK = re.compile(r"!?\[([^\]\[\n]*)\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)")


def parse(text: str, *, markdown: bool) -> Document:
    """Paragraphs are parted by blank lines; in Markdown also headings, fenced code and comments are known."""
    builder = DocumentBuilder("markdown" if markdown else "text")
    text = clean(text)
    if not markdown:
        for block in re.split(r"\n[ \t]*\n", text):
            builder.paragraph(block)
        return builder.build()
    lines = _without_front_matter(_without_comments(text).split("\n"))
    paragraph: list[str] = []
    fence = ""

    def flush() -> None:
        builder.paragraph(_LINK.sub(r"\1", "\n".join(paragraph)))
        paragraph.clear()

    for line in lines:
        opening = _FENCE.match(line)
        if fence:  # code is kept as it is, with blank lines and hash signs
            paragraph.append(line)
            if opening and opening[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
                builder.paragraph("\n".join(paragraph))
                paragraph.clear()
        elif opening:
            flush()
            fence = opening[1]
            paragraph.append(line)
        elif heading := _ATX.match(line):
            flush()
            builder.heading(len(heading[1]), _LINK.sub(r"\1", heading[2]).strip().rstrip("#").strip("* \t"))
        elif len(paragraph) == 1 and _is_underline(line, paragraph[0]):
            builder.heading(_UNDERLINE[line.strip()[0]], paragraph[0].strip())
            paragraph.clear()
        elif line.strip():
            paragraph.append(line)
        else:
            flush()
    flush()
    return builder.build()


def _is_underline(line: str, above: str) -> bool:
    mark = line.strip()
    return len(mark) >= 3 and mark[0] in _UNDERLINE and not mark.strip(mark[0]) and "|" not in above


def _without_comments(text: str) -> str:
    """Comments are not shown to a reader, so an answer may not come from them. One pass, no regex:
    a lazy pattern takes quadratic time over many unclosed comments."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        parts.append(text[at:start])
        at = end + 3
    return "".join(parts) + text[at:]


def _without_front_matter(lines: list[str]) -> list[str]:
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:100], start=1):
            if line.rstrip() in ("---", "..."):
                return lines[number + 1 :]
    return lines
