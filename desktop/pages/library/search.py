"""Searching a collection: as one types, with what is not searched said below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.amounts import number
from desktop.backend import Backend, Call
from desktop.pages.library.results import Hit, ResultsView
from desktop.widgets.basic import ErrorBox, button, clear, label

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.errors import EngineError

_WAIT_MS = 250  # after the last key
_SLOW_MS = 300
_LIMIT = 20


class SearchField(QLineEdit):
    """Down goes to the results, Esc ends the search."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # files dropped here are for the page
        self.setPlaceholderText(self.tr("Search passages by meaning or by words"))
        self.setAccessibleName(self.tr("Search the collection"))
        self.setToolTip(self.tr("Search the collection (Ctrl+F)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchPane(QWidget):
    """The results of the search in the field, and what they leave out."""

    picked = Signal(object)
    repair_wanted = Signal()
    ended = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._call: Call | None = None
        self._collection = self._text = ""
        self.status = label("", "caption", wrap=True)
        self.results = ResultsView()
        self.results.picked.connect(self.picked)
        self._errors = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.status)
        layout.addLayout(self._errors)
        layout.addWidget(self.results, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_WAIT_MS)
        self._typing.timeout.connect(self._ask)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(lambda: self.status.setText(self.tr("Searching…")))
        self.left_out = ""

    @property
    def active(self) -> bool:
        """Whether something is searched for."""
        return bool(self._text)

    def look_for(self, collection: str, text: str, *, now: bool = False) -> None:
        """Search soon, or `now`; an empty text ends the search."""
        self._collection, self._text = collection, text.strip()
        if not self._text:
            self._forget()
            self._show([], "")
            return
        if now:
            self._ask()
        else:
            self._typing.start()

    def _forget(self) -> None:
        self._typing.stop()
        self._slow.stop()
        if self._call:
            self._call.drop()
            self._call = None

    def _ask(self) -> None:
        self._forget()
        collection, text = self._collection, self._text

        def work(engine: Engine, call: Call) -> list[Hit]:
            passages = engine.search(collection, text, _LIMIT)
            return [Hit(passage, engine.matching_words(passage.text, text)) for passage in passages]

        self._call = self._backend.run(work, done=self._on_found, failed=self._on_failed)
        self._slow.start()

    def _on_found(self, hits: list[Hit]) -> None:
        self._call = None
        self._slow.stop()
        if not hits:
            found = self.tr("Nothing found for “{0}”.").format(self._text)
        elif len(hits) == 1:
            found = self.tr("1 passage.")
        else:
            found = self.tr("{0} passages, the closest first.").format(number(len(hits)))
        self._show(hits, found)

    def _show(self, hits: list[Hit], found: str) -> None:
        clear(self._errors)
        self.status.setText(" ".join(part for part in (found, self.left_out) if part) if found else "")
        self.results.setVisible(bool(hits))
        self.results.show_hits(hits)
        self.ended.emit()

    def _on_failed(self, error: EngineError) -> None:
        self._call = None
        self._slow.stop()
        self._show([], "")
        retry = button(self.tr("Retry"), self._ask)
        repair = button(self.tr("Check the library"), self.repair_wanted.emit)
        self._errors.addWidget(ErrorBox(error, retry, repair))

    def say_left_out(self, text: str) -> None:
        """What is not searched, said with every result from now on; asked again if it changed."""
        if text != self.left_out:
            self.left_out = text
            if self.active and self._call is None:
                self._typing.start()
