"""A code block: monospaced, coloured a little, with a button that copies it."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.safe_text import goes_sideways

_HASH = {
    "python",
    "py",
    "bash",
    "sh",
    "shell",
    "zsh",
    "ruby",
    "rb",
    "yaml",
    "yml",
    "toml",
    "ini",
    "r",
    "perl",
    "make",
}
_DASHES = {"sql", "lua", "haskell", "hs"}
_PLAIN = {"", "text", "txt", "plain", "output", "console"}
_WORDS = (
    "and as assert async await break case catch class const continue def default del delete do elif else end enum "
    "except export extends false finally fn for from func function global go if impl import in interface is lambda "
    "let loop match mod module mut namespace new nil none not null of or package pass private protected pub public "
    "raise return select self static struct super switch then this throw trait true try type typeof use using var "
    "void where while with yield create table insert into values update set order by group join on left right inner "
    "outer distinct limit echo export fi done esac local int float double bool char string"
)
_KEYWORDS = frozenset(_WORDS.split())
_STRING = (
    r"\"[^\"\\\n]{0,2000}(?:\\.[^\"\\\n]{0,2000}){0,200}\"?|'[^'\\\n]{0,2000}(?:\\.[^'\\\n]{0,2000}){0,200}'?"
)
_NUMBER = r"\b\d[\w.]*"
_WORD = r"[^\W\d]\w*"
_MAX_LINE = 2000  # characters of a line that are coloured


def _comment(language: str) -> str:
    if language in _HASH:
        return r"#.*"
    if language in _DASHES:
        return r"--.*"
    return r"//.*|/\*.*?(?:\*/|$)"


class _Highlighter(QSyntaxHighlighter):
    """Strings, comments, numbers and common keywords. Few expressions, none of which can backtrack far:
    the code may be anyone's."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._tokens: re.Pattern[str] | None = None
        self._fold = False

    def use(self, language: str) -> None:
        """Colour as `language` from now on."""
        self._fold = language == "sql"
        tokens = (
            f"(?P<comment>{_comment(language)})|(?P<string>{_STRING})|(?P<number>{_NUMBER})|(?P<word>{_WORD})"
        )
        self._tokens = None if language in _PLAIN else re.compile(tokens)

    def highlightBlock(self, text: str) -> None:
        if self._tokens is None:
            return
        c = theme.colors
        colors = {"comment": c.text2, "string": c.ok, "number": c.warn, "word": c.primary}
        for match in self._tokens.finditer(text[:_MAX_LINE]):
            kind = match.lastgroup or ""
            word = match[0].lower() if self._fold else match[0]
            if kind == "word" and word not in _KEYWORDS and word not in ("None", "True", "False"):
                continue
            shape = QTextCharFormat()
            shape.setForeground(QColor(colors[kind]))
            shape.setFontItalic(kind == "comment")
            self.setFormat(match.start(), match.end() - match.start(), shape)


class _Lines(QPlainTextEdit):
    """As tall as its lines; long ones scroll sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def fit(self) -> None:
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(math.ceil(line * max(1, self.blockCount())) + extra + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if goes_sideways(event):
            super().wheelEvent(event)


class CodeBlock(QFrame):
    """One block of code."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "code")
        self._language = label("", "caption")
        self._copy = button(self.tr("Copy"), self.copy, "link", name=self.tr("Copy this code"))
        self._lines = _Lines()
        self._lines.setAccessibleName(self.tr("Code"))
        self._lines.horizontalScrollBar().rangeChanged.connect(lambda *_: self._lines.fit())
        self._highlighter = _Highlighter(self._lines.document())
        layout = column(row(self._language, None, self._copy), self._lines, spacing=2)
        layout.setContentsMargins(12, 4, 6, 10)
        self.setLayout(layout)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_code(self, code: str, language: str) -> None:
        """Show `code`; what is there already stays as it is when it only grew."""
        if language != self._language.text():
            self._language.setText(language)
            self._highlighter.use(language)
            self._highlighter.rehighlight()
        old = self._lines.toPlainText()
        if code.startswith(old) and old:
            cursor = self._lines.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            cursor.insertText(code[len(old) :])
        elif code != old:
            self._lines.setPlainText(code)
        self._lines.fit()

    @property
    def code(self) -> str:
        return self._lines.toPlainText()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)
        self._copy.setText(self.tr("Copied"))

    def _restyle(self) -> None:
        font = theme.font("caption", mono=True)
        font.setFeature(QFont.Tag.fromString("calt"), 0)  # no ligatures: code is shown as it is
        self._lines.setFont(font)
        self._highlighter.rehighlight()
        self._lines.fit()
