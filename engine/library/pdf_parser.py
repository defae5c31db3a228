"""PDF into headings and paragraphs, page by page, through pdfium.

A PDF has no structure, only glyphs with places: headings are told by their size, paragraphs by the gap
above them, running headers and page numbers by coming back on most pages.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from engine.errors import BadFile
from engine.library.documents import Document, DocumentBuilder

_HYPHENS = "\x02\xad\ufffe"  # how pdfium marks a hyphen that only breaks a line
_HEADING_RATIO = 1.12
_HEADING_CHARACTERS = 200
_PARAGRAPH_GAP = 1.5  # of the line's height, from baseline to baseline; rows of tables are closer
_LIST_ITEM = re.compile(r"[•◦▪‣–*-]\s|\(?[0-9a-z]{1,3}[.)]\s")
_FULL_LINE = 0.82  # of the page's text width: a shorter line ends by intent


@dataclass(slots=True)
class _Line:
    """One line; lengths in points, `y` of its bottom, counted upwards from the foot of the page."""

    text: str
    height: float
    x: float
    right: float
    y: float


def parse(path: Path) -> Document:
    """The text of a PDF with its pages. Raises `BadFile` for encrypted, scanned and damaged ones."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise BadFile(
                "It is encrypted.", cause="It opens only with a password.", fix="Save it without."
            ) from error
        cause = f"pdfium cannot open it: {str(error).rstrip('.')}."
        raise BadFile("It is damaged.", cause=cause, fix="Get another copy.") from error
    try:
        title = str(document.get_metadata_dict().get("Title", ""))
        pages, damaged = [], []
        for index in range(len(document)):
            try:
                pages.append(_read_page(document, index))
            except pdfium.PdfiumError:
                pages.append([])
                damaged.append(index + 1)
    finally:
        document.close()
    empty = [number for number, lines in enumerate(pages, start=1) if not lines and number not in damaged]
    if not any(pages):
        raise BadFile(
            "It holds no text.",
            cause="Every page is a picture, as after scanning." if empty else "Its pages are damaged.",
            fix="Run text recognition (OCR) over it first." if empty else "Get another copy.",
        )
    builder = DocumentBuilder("pdf", title)
    _write(pages, builder)
    notes = [("Pages without text", empty), ("Damaged pages", damaged)]
    return builder.build("; ".join(f"{what}: {_ranges(numbers)}" for what, numbers in notes if numbers))


def _read_page(document: pdfium.PdfDocument, index: int) -> list[_Line]:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            return _read_lines(text_page)
        finally:
            text_page.close()
    finally:
        page.close()


def _read_lines(text_page: pdfium.PdfTextPage) -> list[_Line]:
    units = [raw.FPDFText_GetUnicode(text_page, i) for i in range(text_page.count_chars())]
    lines, start = [], 0
    for end in [i for i, unit in enumerate(units) if unit == 10] + [len(units)]:
        visible = [i for i in range(start, end) if units[i] > 32]
        if visible:
            # pdfium may give a character outside the basic plane as two surrogates.
            text = "".join(map(chr, units[start:end])).strip()
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            first, last = _box(text_page, visible[0]), _box(text_page, visible[-1])
            height = max(0.1, first.top - first.bottom)
            lines.append(_Line(text, height, first.left, last.right, first.bottom))
        start = end + 1
    return lines


def _box(text_page: pdfium.PdfTextPage, index: int) -> raw.FS_RECTF:
    """The loose box: as high as the font, whatever the glyph, and with the page's scaling in it."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, box)
    return box


def _write(pages: list[list[_Line]], builder: DocumentBuilder) -> None:
    heights: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        heights[round(line.height, 1)] += len(line.text)
    body = heights.most_common(1)[0][0]
    furniture = _furniture([[line for line in lines if not _is_heading(line, body)] for lines in pages])
    pages = [[line for line in lines if _without_digits(line.text) not in furniture] for lines in pages]
    sizes = sorted(
        {_size(line) for lines in pages for line in lines if _is_heading(line, body)}, reverse=True
    )
    for number, lines in enumerate(pages, start=1):
        right = max((line.right for line in lines), default=0)
        left = min((line.x for line in lines), default=0)
        full = left + _FULL_LINE * (right - left)
        paragraph, above = "", None
        heading: tuple[int, str] | None = None
        for line in lines:
            # A new paragraph begins after a wider gap and in the next column.
            apart = above is None or not 0 <= above.y - line.y <= _PARAGRAPH_GAP * max(
                above.height, line.height
            )
            level = 1 + sizes.index(_size(line)) if _is_heading(line, body) else 0
            if heading and (level != heading[0] or apart):
                builder.heading(*heading)
                heading = None
            if level or apart:
                builder.paragraph(paragraph, number)
                paragraph = ""
            if level:
                heading = (level, f"{heading[1]} {line.text}" if heading else line.text)
            else:
                paragraph = _join(paragraph, line.text, wrapped=above is not None and above.right >= full)
            above = line
        builder.paragraph(paragraph, number)
        if heading:
            builder.heading(*heading)


def _size(line: _Line) -> float:
    return round(line.height * 2) / 2


def _is_heading(line: _Line, body: float) -> bool:
    letters = sum(character.isalpha() for character in line.text)
    return line.height >= _HEADING_RATIO * body and letters >= 2 and len(line.text) <= _HEADING_CHARACTERS


def _join(paragraph: str, line: str, *, wrapped: bool) -> str:
    if not paragraph:
        return line
    if paragraph[-1] in _HYPHENS:
        return paragraph.rstrip(_HYPHENS) + line
    return f"{paragraph} {line}" if wrapped and not _LIST_ITEM.match(line) else f"{paragraph}\n{line}"


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _furniture(pages: list[list[_Line]]) -> set[str]:
    """Lines at the head or foot that come back on at least half of the pages, numbers aside."""
    if len(pages) < 3:
        return set()
    seen: Counter[str] = Counter()
    for lines in pages:
        by_height = sorted(lines, key=lambda line: line.y)
        seen.update({_without_digits(line.text) for line in by_height[:2] + by_height[-2:]})
    return {text for text, count in seen.items() if count >= max(3, len(pages) / 2)}


def _ranges(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"{shown} and {len(numbers) - 20} more pages" if len(numbers) > 20 else shown
