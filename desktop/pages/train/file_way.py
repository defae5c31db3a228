"""Examples from files: where to drop them, and which were taken."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desktop.pages.train.plan import plural
from desktop.widgets.basic import Card, EmptyState, button, clear, column, label, row


class FileWay(QStackedWidget):
    """An invitation to drop or choose; once something was given, what it is."""

    choose_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose_button = button(self.tr("Choose files…"), self.choose_wanted.emit, "primary")
        invitation = EmptyState(
            "file",
            self.tr("Drop a file of examples here"),
            self.tr(
                "JSONL, JSON, CSV or plain text. Chat, ShareGPT, Alpaca and question/answer pairs are told "
                "apart by what is inside. Several files become one. Your files are never changed."
            ),
            self.choose_button,
        )
        again = label(self.tr("Or drop other files here"), "secondary", wrap=True)
        again.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._given = column()
        layout = column(self._given, _zone(again), spacing=12)
        layout.setStretch(1, 1)
        given = QWidget()
        given.setLayout(layout)
        self.addWidget(_zone(invitation))
        self.addWidget(given)

    def _amount(self, good: int, bad: int, conversations: bool) -> str:
        one, many = (
            (self.tr("{0} conversation"), self.tr("{0} conversations"))
            if conversations
            else (self.tr("{0} text"), self.tr("{0} texts"))
        )
        text = plural(good, one, many)
        if bad:
            text += " · " + plural(bad, self.tr("{0} bad row"), self.tr("{0} bad rows"))
        return text

    def show_given(self, source: str, good: int = 0, bad: int = 0, conversations: bool = True) -> None:
        """What is learned from, and how many examples and bad rows it has; nothing yet if `source` is empty."""
        clear(self._given)
        self.setCurrentIndex(1 if source else 0)
        if not source:
            return
        card = Card(role="sunken", margin=14)
        line = row(spacing=12)
        amount = label(self._amount(good, bad, conversations), "caption")
        line.addLayout(column(label(source, "heading", wrap=True), amount, spacing=2), 1)
        line.addWidget(button(self.tr("Choose other files…"), self.choose_wanted.emit))
        card.body.addLayout(line)
        self._given.addWidget(card)


def _zone(inside: QWidget) -> QFrame:
    """`inside` within a dashed line: files can be dropped here."""
    frame = QFrame()
    frame.setProperty("role", "dropzone")
    layout = column(inside)
    layout.setContentsMargins(12, 12, 12, 12)
    frame.setLayout(layout)
    return frame
