"""The panel at the right: a passage where it stands in its document, or why a file is not searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QFrame, QStackedLayout, QTextEdit, QVBoxLayout, QWidget

from desktop.pages.library.counts import passages_text
from desktop.pages.library.files import kind_text, state_text
from desktop.pages.library.marks import mark_format
from desktop.pages.library.results import Hit
from desktop.theme import theme
from desktop.widgets.basic import ErrorBox, button, clear, column, label, row

if TYPE_CHECKING:
    from engine.api import SourceInfo, Surroundings
    from engine.errors import EngineError


class Preview(QFrame):
    """Shows one passage or one file. It only asks; the page does."""

    open_wanted = Signal(str)
    retry_wanted = Signal(list)
    remove_wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Details"))
        self._hit: Hit | None = None
        self._around: Surroundings | None = None
        self._stack = QStackedLayout()
        self._stack.addWidget(self._passage_side())
        self._file_side = QWidget()
        self._file_layout = QVBoxLayout(self._file_side)
        self._file_layout.setContentsMargins(16, 16, 16, 16)
        self._stack.addWidget(self._file_side)
        self.setLayout(self._stack)
        theme.changed.connect(self._redraw)

    def _passage_side(self) -> QWidget:
        self.title = label("", "heading", wrap=True, selectable=True)
        self.place = label("", "caption", wrap=True)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAcceptDrops(False)
        self.text.setProperty("role", "passage")
        self.text.setAccessibleName(self.tr("The passage in its document"))
        self.text.setTabChangesFocus(True)
        self.copy_button = button(self.tr("Copy passage"), self._copy)
        self.open_button = button(self.tr("Open file"), self._open)
        side = QWidget()
        layout = column(
            self.title, self.place, 6, self.text, 4, row(self.open_button, self.copy_button, None), spacing=4
        )
        layout.setContentsMargins(16, 16, 16, 16)
        side.setLayout(layout)
        return side

    def show_hit(self, hit: Hit) -> None:
        """Show a passage alone; `show_around` adds its surroundings when they are there."""
        self._hit, self._around = hit, None
        self.title.setText(hit.passage.file)
        page = self.tr("Page {0}").format(hit.passage.page) if hit.passage.page else ""
        self.place.setText(" · ".join(part for part in (page, hit.heading, hit.closeness) if part))
        self._redraw()
        self._stack.setCurrentIndex(0)

    def show_around(self, hit: Hit, around: Surroundings) -> None:
        """The text around a passage, unless another is shown by now."""
        if hit is self._hit:
            self._around = around
            self._redraw()

    def show_file(self, source: SourceInfo) -> None:
        """A file: what is known of it, and for one that is not searched why, with the ways out."""
        self._hit = None
        clear(self._file_layout)
        layout = self._file_layout
        layout.setSpacing(6)
        layout.addWidget(label(source.name, "heading", wrap=True, selectable=True))
        layout.addWidget(label(source.path, "caption", wrap=True, selectable=True))
        layout.addSpacing(8)
        retry = button(self.tr("Retry"), lambda: self.retry_wanted.emit([source]), "primary")
        remove = button(self.tr("Remove"), lambda: self.remove_wanted.emit([source]))
        open_file = button(self.tr("Open file"), lambda: self.open_wanted.emit(source.path))
        if source.state == "ready":
            again = button(self.tr("Read again"), lambda: self.retry_wanted.emit([source]))
            facts = f"{kind_text(source.kind)} · {passages_text(source.chunks)}"
            layout.addWidget(label(facts, "secondary"))
            layout.addWidget(label(state_text(source), "secondary", wrap=True))
            layout.addSpacing(8)
            layout.addLayout(row(open_file, again, remove, None))
        else:
            layout.addWidget(ErrorBox(_as_error(source), retry, remove))
            layout.addSpacing(8)
            layout.addLayout(row(open_file, None))
        layout.addStretch(1)
        self._stack.setCurrentIndex(1)

    def _redraw(self) -> None:
        if self._hit is None:
            return
        passage = self._hit.passage
        plain, mark = QTextCharFormat(), mark_format()
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(theme.colors.text2))
        self.text.clear()
        cursor = self.text.textCursor()
        around = self._around
        if around:
            cursor.insertText(("" if around.first else "… ") + around.before, quiet)
        start, at = cursor.position(), 0
        for first, last in self._hit.spans:
            cursor.insertText(passage.text[at:first], plain)
            cursor.insertText(passage.text[first:last], mark)
            at = last
        cursor.insertText(passage.text[at:], plain)
        if around:
            cursor.insertText(around.after + ("" if around.last else " …"), quiet)
        cursor.setPosition(start)
        self.text.setTextCursor(cursor)
        QTimer.singleShot(0, self.text, self._scroll_to_passage)

    def _scroll_to_passage(self) -> None:
        """The passage a few lines below the upper edge."""
        top = self.text.cursorRect().top()
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + top - 3 * self.text.fontMetrics().lineSpacing())

    def _copy(self) -> None:
        if self._hit:
            QGuiApplication.clipboard().setText(self._hit.passage.text)

    def _open(self) -> None:
        if self._hit:
            self.open_wanted.emit(self._hit.passage.path)


def _as_error(source: SourceInfo) -> EngineError:
    from engine.errors import BadFile

    return BadFile(source.error, cause=source.cause, fix=source.fix)
