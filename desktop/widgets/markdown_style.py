"""What Qt makes of Markdown, in Macaw's look: calm headings, mono code, tables, and no images at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from desktop.theme import theme
from desktop.widgets.safe_text import space_lines

FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
CITE = "cite:"
_MARK = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_SPACE = "\u00a0"


@dataclass
class Pill:
    """A citation's mark in the document: its number and its first and last position."""

    number: int
    start: QTextCursor
    end: QTextCursor


def render(document: QTextDocument, markdown: str) -> list[QTextBlock]:
    """Replace what `document` shows. Raw HTML stays text; an image becomes its description and address.

    Returns the blocks that are quotations.
    """
    document.setDefaultFont(theme.font("body"))
    document.setIndentWidth(20)
    # A first line `---` would hide what follows as "front matter".
    document.setMarkdown("\n" + markdown if markdown.startswith("---") else markdown, FEATURES)
    edit = QTextCursor(document)
    edit.beginEditBlock()
    blocks = list(_blocks(document))
    for number, block in enumerate(blocks):
        _style_block(block, first=number == 0, last=number == len(blocks) - 1)
        _style_text(block)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame)
    edit.endEditBlock()
    return [block for block in _blocks(document) if _quoted(block)]


def _quoted(block: QTextBlock) -> int:
    return int(block.blockFormat().property(QTextFormat.Property.BlockQuoteLevel) or 0)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _style_block(block: QTextBlock, *, first: bool, last: bool) -> None:
    shape = block.blockFormat()
    heading, in_list, in_table = shape.headingLevel(), block.textList(), QTextCursor(block).currentTable()
    space_lines(shape)
    quoted = _quoted(block)
    if quoted:
        shape.setLeftMargin(16 * min(quoted, 8))
        shape.setRightMargin(0)
    shape.setTopMargin(0 if first or in_table else 10 if heading else 0)
    shape.setBottomMargin(0 if last or in_table else 3 if in_list else 6 if heading else 9)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(shape)
    if quoted:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(theme.colors.text2))
        cursor.mergeCharFormat(quiet)
    if heading:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        big = QTextCharFormat()
        big.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        big.setProperty(QTextFormat.Property.FontPixelSize, theme.size("lead" if heading <= 2 else "body"))
        big.setFontWeight(QFont.Weight.DemiBold)
        cursor.mergeCharFormat(big)


def _style_text(block: QTextBlock) -> None:
    changes: list[tuple[int, int, QTextCharFormat, str | None]] = []
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        shape, at, length = fragment.charFormat(), fragment.position(), fragment.length()
        if shape.isImageFormat():
            image = shape.toImageFormat()
            alt = str(image.property(QTextFormat.Property.ImageAltText) or "")
            for offset in range(length):
                changes.append((at + offset, 1, QTextCharFormat(), _instead(alt, image.name())))
        elif shape.isAnchor():
            shape.setForeground(QColor(theme.colors.primary))
            shape.setFontUnderline(True)
            changes.append((at, length, shape, None))
        elif shape.fontFixedPitch():
            shape.setFontFamilies([theme.font(mono=True).family()])
            shape.setProperty(QTextFormat.Property.FontPixelSize, theme.size("caption"))
            shape.setBackground(QColor(theme.colors.sunken))
            changes.append((at, length, shape, None))
        part += 1
    cursor = QTextCursor(block)
    for at, length, shape, text in reversed(changes):
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        if text is None:
            cursor.setCharFormat(shape)
        else:
            cursor.insertText(text, shape)


def _instead(alt: str, address: str) -> str:
    shown = address if len(address) <= 120 else address[:120] + "…"
    text = QCoreApplication.translate("Markdown", "[Image not loaded: {0} ({1})]")
    return text.format(alt or QCoreApplication.translate("Markdown", "no description"), shown)


def _style_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(QBrush(QColor(theme.colors.border)))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(8)
    shape.setWidth(QTextLength())
    table.setFormat(shape)
    header = QTextCharFormat()
    header.setFontWeight(QFont.Weight.DemiBold)
    header.setBackground(QColor(theme.colors.sunken))
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        whole = cell.format()
        whole.merge(header)
        cell.setFormat(whole)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        cursor.mergeCharFormat(bold)


def mark_citations(document: QTextDocument, numbers: Collection[int]) -> list[Pill]:
    """Turn `[1]` and `[1, 2]` into pills where the numbers are citations; code stays as it is."""
    pills: list[Pill] = []
    edit = QTextCursor(document)
    edit.beginEditBlock()
    for block in list(_blocks(document)):
        for match in reversed(list(_MARK.finditer(block.text()))):
            cited = [int(number) for number in match[1].split(",")]
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + match.start() + 1)
            known = [number for number in cited if number in numbers]
            if not known or cursor.charFormat().fontFixedPitch() or cursor.charFormat().isAnchor():
                continue
            cursor.setPosition(block.position() + match.start())
            cursor.setPosition(block.position() + match.end(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            pills += _insert_pills(cursor, known)
    edit.endEditBlock()
    return pills


def _insert_pills(cursor: QTextCursor, numbers: list[int]) -> list[Pill]:
    pills = []
    plain = cursor.charFormat()
    for position, number in enumerate(numbers):
        if position:
            cursor.insertText(" ", plain)
        shape = QTextCharFormat(plain)
        shape.setAnchor(True)
        shape.setAnchorHref(f"{CITE}{number}")
        shape.setFontWeight(QFont.Weight.DemiBold)
        shape.setProperty(QTextFormat.Property.FontPixelSize, max(9, theme.size("caption") - 1))
        shape.setForeground(QColor(theme.colors.text))
        start = cursor.position()
        cursor.insertText(f"{_SPACE}{_SPACE}{number}{_SPACE}{_SPACE}", shape)
        pills.append(Pill(number, _at(cursor, start), _at(cursor, cursor.position())))
    return pills


def _at(cursor: QTextCursor, position: int) -> QTextCursor:
    kept = QTextCursor(cursor.document())
    kept.setPosition(position)
    kept.setKeepPositionOnInsert(True)
    return kept
