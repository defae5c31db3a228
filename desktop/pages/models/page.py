"""The Models page: base models as cards, and how to add another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea, QWidget

from desktop.amounts import size
from desktop.backend import Call
from desktop.pages import Page
from desktop.pages.models.card import ModelCard
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row
from desktop.widgets.drop import FileDrop
from desktop.widgets.flow import CardGrid, FlowLayout
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import Machine, ModelEntry, ModelInfo


class ModelsPage(Page):
    """Shows every base model; adds, removes and finds lost ones."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.adding: Call | None = None
        self._loading: Call | None = None
        self.grid = CardGrid(400)
        self._errors = column()
        self._note = label(self.tr("Loading…"), "caption")
        inside = QWidget()
        body = column(self._errors, self._note, self.grid, None, spacing=16)
        body.setContentsMargins(28, 8, 28, 24)
        inside.setLayout(body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.add_button = button(self.tr("Add a model…"), self.choose, "primary")
        head = row(label(self.tr("Models"), "title"), None)
        head.addLayout(FlowLayout(self.add_button))
        head.setContentsMargins(28, 22, 28, 0)
        self.setLayout(column(head, scroll, spacing=8))
        self._drop = FileDrop(self, self.tr("Drop to add the model"), {".gguf"}, self._dropped)
        self._stale = True
        for signal in (self.backend.personas_changed, self.backend.models_changed):
            signal.connect(self._refresh)

    def opened(self) -> None:
        self._refresh(always=True)  # the free memory has changed, if nothing else

    def _refresh(self, *, always: bool = False) -> None:
        self._stale = True
        if always or self.isVisible():
            self._stale = False
            if self._loading:
                self._loading.drop()  # what it finds is older, and may yet come later
            self._loading = self.backend.run(
                lambda engine, call: (engine.model_entries(), engine.machine()),
                done=self._show,
                failed=self._say,
            )

    def _show(self, found: tuple[Sequence[ModelEntry], Machine]) -> None:
        entries, machine = found
        free = self.tr("{0} of {1} memory free now. Models run on the processor: {2} cores.")
        self._note.setText(free.format(size(machine.memory_available), size(machine.memory), machine.cores))
        actions = {"default": self._make_default, "relocate": self._find, "remove": self._remove}
        cards: list[QWidget] = [ModelCard(entry, actions) for entry in entries]
        self.grid.set_cards([*cards, self._lesson()])

    def _lesson(self) -> Card:
        """How to get another model: the page's next step, whatever it shows."""
        title = label(self.tr("Add another base model"), "lead", wrap=True)
        text = self.tr(
            "Any chat model in one GGUF file will do, from a few hundred MB up to what fits into memory. "
            "Get one wherever you like, on any computer, then drop it here. Macaw never downloads by itself."
        )
        hint = self.tr(
            "A file named …-Instruct-Q4_K_M.gguf is a good choice. It stays where it is; Macaw remembers the place."
        )
        add = button(self.tr("Choose a GGUF file…"), self.choose)
        card = Card(
            title, label(text, wrap=True), label(hint, "caption", wrap=True), None, role="sunken", margin=18
        )
        card.body.addLayout(FlowLayout(add))
        card.body.setSpacing(10)
        return card

    def card(self, id: str) -> ModelCard | None:
        """The card of a model, once it is shown."""
        cards = (card for card in self.grid.cards if isinstance(card, ModelCard))
        return next((card for card in cards if card.entry.id == id), None)

    def _say(self, error: EngineError, *actions: QPushButton) -> None:
        from engine.errors import Cancelled

        clear(self._errors)
        if not isinstance(error, Cancelled):
            dismiss = button(self.tr("Dismiss"), lambda: clear(self._errors), "link")
            self._errors.addWidget(ErrorBox(error, *actions, dismiss))

    # Adding

    def choose(self) -> None:
        if path := self._ask_for_file(self.tr("Add a base model")):
            self.add(path)

    def _ask_for_file(self, title: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("Models (*.gguf);;All files (*)"))
        return Path(chosen) if chosen else None

    def _dropped(self, files: list[Path]) -> None:
        self.add(files[0])

    def add(self, path: Path) -> None:
        """Read the file in the background; the bar at the bottom shows how far it is."""

        def work(engine: Engine, call: Call) -> ModelInfo:
            id = engine.free_model_id(path)
            return engine.add_model(path, id, on_bytes=_reporting(call), cancel=call.cancel_token)

        again = button(self.tr("Choose another file…"), self.choose)
        self._read(self.tr("Adding {0}").format(path.name), work, again)

    def _find(self, entry: ModelEntry) -> None:
        path = self._ask_for_file(self.tr("Where is {0} now?").format(entry.id))
        if path is None:
            return
        place = path

        def work(engine: Engine, call: Call) -> ModelInfo:
            return engine.relocate_model(entry.id, place, on_bytes=_reporting(call), cancel=call.cancel_token)

        again = button(self.tr("Choose another file…"), lambda: self._find(entry))
        self._read(self.tr("Reading {0}").format(path.name), work, again)

    def _read(self, title: str, work: Any, again: QPushButton) -> None:
        clear(self._errors)
        self.add_button.setEnabled(False)
        self.adding = self.backend.run(
            work, done=self._added, failed=lambda error: self._say(error, again), event=self._progress
        )
        self._job = self.window_.jobs.add(title, self.adding, lambda: self.window_.open("models"))
        self.adding.ended.connect(self._ended)

    def _progress(self, read: tuple[int, int]) -> None:
        done, total = read
        self._job.progress(done / max(1, total), self.tr("{0} of {1}").format(size(done), size(total)))

    def _ended(self) -> None:
        self.adding = None
        self.add_button.setEnabled(True)

    def _added(self, info: ModelInfo) -> None:
        self.backend.models_changed.emit()
        Toast(self, self.tr("“{0}” is ready.").format(info.name))

    # What can be done with one

    def _make_default(self, entry: ModelEntry) -> None:
        self.backend.run(
            lambda engine, call: engine.make_default(entry.id),
            done=lambda _: self.backend.models_changed.emit(),
            failed=self._say,
        )

    def _remove(self, entry: ModelEntry) -> None:
        self.backend.run(
            lambda engine, call: engine.remove_model(entry.id),
            done=lambda _: self.backend.models_changed.emit(),
            failed=self._say,
        )


def _reporting(call: Call) -> Any:
    """Pass every hundredth of the bytes on, and the last of them."""
    told = -1

    def follow(done: int, total: int) -> None:
        nonlocal told
        share = done * 100 // max(1, total)
        if share != told:
            told = share
            call.report((done, total))

    return follow
