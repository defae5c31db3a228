"""Find anything by a few letters: commands, personas, chats, collections, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QLineEdit, QListView, QWidget
from shiboken6 import isValid

from desktop.palette.commands import Command, settings_commands, window_commands
from desktop.palette.list import COMMAND_ROLE, PaletteDelegate, PaletteModel
from desktop.theme import theme
from desktop.widgets.basic import column, label

if TYPE_CHECKING:
    from desktop.backend import Call
    from desktop.window import MainWindow
    from engine.api import Engine

_WIDTH, _TOP = 600, 0.12


class Palette(QWidget):
    """Lies over its window while it is open; Esc or a click beside it closes it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._back: QWidget | None = None
        self._call: Call | None = None
        self._commands: list[Command] = []
        self._found: list[Command] = []
        self._settings: list[Command] = []
        self.field = QLineEdit()
        self.field.setProperty("role", "palette")
        self.field.setPlaceholderText(self.tr("Type a command, a persona, a chat…"))
        self.field.setAccessibleName(self.tr("Find anything"))
        self.field.setAcceptDrops(False)
        self.model = PaletteModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.nothing = label("", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 16)
        self._card = QFrame(self)
        self._card.setProperty("role", "palette")
        inside = column(self.field, self.nothing, self.list, spacing=6)
        inside.setContentsMargins(8, 8, 8, 8)
        self._card.setLayout(inside)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.entered.connect(self._hover)
        self.list.clicked.connect(self._run_index)
        window.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def open(self) -> None:
        """Show it with what is known, and ask the engine for the rest."""
        if self.isVisible():
            self.close_()
            return
        self._back = QApplication.focusWidget()
        self._commands = window_commands(self._window)
        self._settings = settings_commands(self._window)
        self.field.clear()
        self._search()
        self._place()
        self.raise_()
        self.show()
        self.field.setFocus()

        def ask(engine: Engine, _: Call) -> list[Command]:
            from desktop.palette.found import found_commands

            return found_commands(self._window, engine)

        if self._call is not None:
            self._call.drop()
        self._call = self._window.backend.run(ask, done=self._take)

    def close_(self) -> None:
        """Hide it; the keyboard goes back to where it was."""
        self.hide()
        if self._back and isValid(self._back) and self._back.isVisible():
            self._back.setFocus()
        self._back = None

    def _take(self, found: list[Command]) -> None:
        self._call, self._found = None, found
        if self.isVisible():
            chosen = self._current
            self._search()
            if chosen:
                self._choose_title(chosen.group, chosen.title)

    def _choose_title(self, group: str, title: str) -> None:
        for row in range(self.model.rowCount()):
            command = self.model.index(row).data(COMMAND_ROLE)
            if command and (command.group, command.title) == (group, title):
                self.list.setCurrentIndex(self.model.index(row))

    @property
    def _current(self) -> Command | None:
        index = self.list.currentIndex()
        return index.data(COMMAND_ROLE) if index.isValid() else None

    def _search(self) -> None:
        query = self.field.text()
        self.model.find([*self._commands, *self._found, *self._settings], query)
        empty = self.model.rowCount() == 0
        self.nothing.setText(self.tr("Nothing is called “{0}”.").format(query.strip()))
        self.nothing.setVisible(empty)
        self.list.setVisible(not empty)
        self._go(self.model.next_command(-1, 1))
        self.list.scrollToTop()
        self._place()

    def _go(self, row: int) -> None:
        if row >= 0:
            index = self.model.index(row)
            self.list.setCurrentIndex(index)
            if row == 1:
                self.list.scrollToTop()  # its heading too
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, str(index.data())))

    def _hover(self, index: QModelIndex) -> None:
        if index.data(COMMAND_ROLE):
            self.list.setCurrentIndex(index)

    def _run_index(self, index: QModelIndex) -> None:
        if index.data(COMMAND_ROLE):
            self.list.setCurrentIndex(index)
            self._run()

    def _run(self) -> None:
        if command := self._current:
            self.close_()
            command.run()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        room = self.rect()
        width = min(round(_WIDTH * min(theme.scale, 1.5)), room.width() - 48)
        top = round(room.height() * _TOP)
        rows = (self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        wanted = sum(rows) + 4
        self.list.setFixedHeight(max(40, min(wanted, round(room.height() * 0.62))))
        self._card.setFixedWidth(width)
        self._card.adjustSize()
        self._card.move((room.width() - width) // 2, top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field:
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                event.accept()  # while it is open, keys are its own and no shortcut's
                return True
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """True if the key was for the list and not for the field."""
        key, row = Qt.Key(event.key()), self.list.currentIndex().row()
        page = max(1, self.list.height() // max(1, self.list.sizeHintForRow(max(row, 0))) - 1)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if key == Qt.Key.Key_Escape or (control and key == Qt.Key.Key_K):
            self.close_()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key in steps:
            self._go(self.model.next_command(row, steps[key]))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            count = self.model.rowCount()
            at = min(count - 1, row + page) if key == Qt.Key.Key_PageDown else max(0, row - page)
            self._go(self.model.next_command(at - 1, 1) if at < count else -1)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(theme.colors.bg)
        veil.setAlpha(150)
        painter.fillRect(self.rect(), veil)
