"""Where a message is written: text, attached documents, compare, send and stop."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QPushButton, QWidget

from desktop.engine_text import engine_text
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.flow import FlowLayout, expanding
from desktop.widgets.plain import escape_mnemonic, set_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.backend import Backend
    from desktop.window import MainWindow

_TALL = 10_000  # pixels: more than any hint
_LINES, _LOW_LINES = 8, 2  # the text grows up to so many lines, then it scrolls; in a low window earlier


class Writing(QPlainTextEdit):
    """Enter sends, Shift+Enter begins a line. As tall as what is written."""

    entered = Signal()
    escaped = Signal()
    focused = Signal(bool)

    def __init__(self, *, takes_escape: bool = False) -> None:
        """`takes_escape`: Esc leaves this text, and means nothing else meanwhile."""
        super().__init__()
        self._takes_escape, self._most = takes_escape, _LINES
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.viewport().setAutoFillBackground(False)
        self.textChanged.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text, between one line and as many as there may be."""
        line = self.fontMetrics().lineSpacing()
        if self.document().isEmpty():  # Qt wraps what it says then
            room = QRect(0, 0, max(1, self.viewport().width() - 4), _TALL)
            hint = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText())
            lines = max(1, hint.height() // line)
        else:
            lines = max(1, math.ceil(self.document().size().height()))  # a plain text's height counts lines
        self.setFixedHeight(min(lines, self._most) * line + 8)
        always, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if lines > self._most else never)

    def set_low(self, low: bool) -> None:
        """Whether there is little height."""
        if self._most != (most := _LOW_LINES if low else _LINES):
            self._most = most
            self.fit()

    def event(self, event: QEvent) -> bool:
        override = event if event.type() == QEvent.Type.ShortcutOverride else None
        if self._takes_escape and isinstance(override, QKeyEvent) and override.key() == Qt.Key.Key_Escape:
            event.accept()  # a key for this text, not the window's shortcut
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes_escape and event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


def show_focus(frame: QFrame, focused: bool) -> None:
    """Mark the frame around a text that has, or has no longer, the keyboard."""
    frame.setProperty("focused", "true" if focused else "false")
    frame.style().unpolish(frame)
    frame.style().polish(frame)


class Composer(QFrame):
    """The box at the bottom of a conversation."""

    sent = Signal(str)
    stopped = Signal()
    edited = Signal()
    collections_changed = Signal(list)
    compare_toggled = Signal(bool)

    def __init__(self, backend: Backend, window: MainWindow) -> None:
        super().__init__()
        self._backend, self._window = backend, window
        self._collections: list[str] = []
        self._busy = False
        self.setProperty("role", "composer")
        self.writing = Writing()
        self.writing.setAccessibleName(self.tr("Message"))
        self.writing.entered.connect(self._submit)
        self.writing.textChanged.connect(self.edited)
        self.writing.textChanged.connect(self._refresh)
        self.writing.focused.connect(partial(show_focus, self))
        self.documents = button(self.tr("+ Documents"), self._open_menu, "tag")
        self.documents.setToolTip(self.tr("Answer from your own documents"))
        self.compare = button(self.tr("Compare"), None, "tag")
        self.compare.setCheckable(True)
        self.compare.setToolTip(self.tr("Ask two to four personas the same, side by side"))
        self.compare.toggled.connect(self.compare_toggled)
        self.send = button(self.tr("Send"), self._press, "primary")
        self._chips = QWidget()
        self._flow = FlowLayout(self.documents, self.compare, spacing=8)
        self._chips.setLayout(self._flow)
        bottom = row(expanding(self._chips), self.send, spacing=12)
        for part in (self._chips, self.send):
            bottom.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self.busy_note = label(
            self.tr("Not sent yet: an answer is under way. Esc stops it."), "caption", wrap=True
        )
        self.busy_note.hide()
        layout = column(self.writing, self.busy_note, bottom, spacing=8)
        layout.setContentsMargins(14, 10, 14, 12)
        self.setLayout(layout)
        self.setFocusProxy(self.writing)
        self._refresh()

    @property
    def text(self) -> str:
        return self.writing.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a draft."""
        if text != self.text:
            self.writing.setPlainText(text)
            self.writing.moveCursor(self.writing.textCursor().MoveOperation.End)

    def set_hint(self, text: str) -> None:
        """What to write, while nothing is written."""
        self.writing.setPlaceholderText(text)
        self.writing.fit()
        self.writing.viewport().update()  # Qt shows the old one until something else paints

    def set_busy(self, busy: bool) -> None:
        """Whether an answer is under way: then the button stops it."""
        self._busy = busy
        self.busy_note.setVisible(busy and not self.busy_note.isHidden())
        self._refresh()

    def set_collections(self, names: Sequence[str]) -> None:
        """Show these collections as attached."""
        if list(names) == self._collections and names:
            return
        self._collections = list(names)
        for chip in self._chips.findChildren(QPushButton, "collection"):
            self._flow.removeWidget(chip)
            chip.setObjectName("")
            chip.hide()
            chip.deleteLater()
        for old in (self.documents, self.compare):
            self._flow.removeWidget(old)
        for name in names:
            self._flow.addWidget(self._collection_chip(name))
        for old in (self.documents, self.compare):
            self._flow.addWidget(old)
        self._chips.updateGeometry()

    def _collection_chip(self, name: str) -> QPushButton:
        shown = name if len(name) <= 40 else name[:39] + "…"
        chip = button(
            f"{escape_mnemonic(shown)} ×",
            lambda: self._detach(name),
            "tag",
            name=self.tr("Detach {0}").format(name),
        )
        set_tooltip(chip, self.tr("Answers come from “{0}”. Click to detach it.").format(name))
        chip.setObjectName("collection")
        return chip

    def _detach(self, name: str) -> None:
        self.collections_changed.emit([known for known in self._collections if known != name])
        self.writing.setFocus()

    def _attach(self, name: str) -> None:
        self.collections_changed.emit([*self._collections, name])
        self.writing.setFocus()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("collections")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        waiting = menu.addAction(self.tr("Looking for your documents…"))
        waiting.setEnabled(False)
        call = self._backend.run(
            lambda engine, _: list(engine.collection_names()),
            done=lambda found: self._fill(menu, found),
            failed=lambda error: waiting.setText(escape_mnemonic(engine_text(error.message))),
        )
        menu.destroyed.connect(call.drop)
        menu.popup(self.documents.mapToGlobal(self.documents.rect().topLeft()))
        self._place(menu)

    def _fill(self, menu: QMenu, found: list[str]) -> None:
        menu.clear()
        for name in found:
            action = menu.addAction(escape_mnemonic(name))
            action.setCheckable(True)
            action.setChecked(name in self._collections)
            action.triggered.connect(
                lambda checked, name=name: self._attach(name) if checked else self._detach(name)
            )
        if not found:
            nothing = menu.addAction(self.tr("There are no collections yet."))
            nothing.setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("Open the library…")).triggered.connect(self._window.show_library)
        self._place(menu)

    def _place(self, menu: QMenu) -> None:
        """Above its button: below it the window ends."""
        menu.adjustSize()
        corner = self.documents.mapToGlobal(self.documents.rect().topLeft())
        above = corner - QPoint(0, menu.sizeHint().height() + 4)
        menu.move(above if above.y() >= 0 else self.documents.mapToGlobal(self.documents.rect().bottomLeft()))

    def _press(self) -> None:
        if self._busy:
            self.stopped.emit()
        else:
            self._submit()

    def _submit(self) -> None:
        text = self.text.strip()
        if text and self._busy:
            self.busy_note.show()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.busy_note.text()))
        elif text:
            self.writing.clear()
            self.sent.emit(text)

    def _refresh(self) -> None:
        self.send.setText(self.tr("Stop") if self._busy else self.tr("Send"))
        self.send.setAccessibleName(self.send.text())
        self.send.setToolTip(self.tr("Stop (Esc)") if self._busy else self.tr("Send (Enter)"))
        self.send.setEnabled(self._busy or bool(self.text.strip()))
