"""The keys that do something, as the window has them now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout

from desktop.pages import PAGES
from desktop.pages.settings.section import Section
from desktop.widgets.basic import label


class ShortcutsSection(Section):
    """A table: what it does, and the key."""

    def make_title(self) -> str:
        return self.tr("Shortcuts")

    def build(self) -> None:
        pages = [
            (f"Alt+{n}", self.tr("Open {0}").format(title()))
            for n, (title, _) in enumerate(PAGES.values(), 1)
        ]
        self.tables = {
            self.tr("Everywhere"): [
                ("Ctrl+K", self.tr("Find anything: commands, personas, chats, collections")),
                *pages,
                ("Ctrl+Z", self.tr("Undo what a message at the bottom offers to undo")),
                ("Esc", self.tr("Close a panel or a message")),
                ("Tab", self.tr("Go to the next control")),
            ],
            self.tr("Chat"): [
                ("Return", self.tr("Send the message")),
                ("Shift+Return", self.tr("Begin a new line")),
                ("Esc", self.tr("Stop the answer")),
                ("Ctrl+1", self.tr("Choose the first persona, and so on up to Ctrl+9")),
                ("Ctrl+N", self.tr("New conversation")),
                ("Ctrl+F", self.tr("Search all conversations")),
                ("Ctrl+L", self.tr("Go to the message field")),
            ],
            self.tr("Library"): [
                ("Ctrl+F", self.tr("Search the collection")),
                ("Ctrl+Shift+N", self.tr("New collection")),
                ("F5", self.tr("Read the chosen files again")),
            ],
            self.tr("Lists"): [
                ("Return", self.tr("Open what is chosen")),
                ("F2", self.tr("Rename it")),
                ("Del", self.tr("Remove it")),
            ],
            self.tr("Curves of a training"): [
                ("Right", self.tr("Go to the next point, and show its values")),
                ("+", self.tr("Look closer")),
                ("-", self.tr("Look from further away")),
                ("0", self.tr("Show the whole curve")),
            ],
        }
        for title, keys in self.tables.items():
            self._add(title, keys)

    def _add(self, title: str, keys: list[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for line, (key, what) in enumerate(keys):
            native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(label(what, wrap=True), line, 0)
            grid.addWidget(
                label(native, "key"), line, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.add_card(title, grid)
