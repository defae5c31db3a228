"""The Models page: base models as cards, and how to add another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.amounts import size
from desktop.backend import Call, Work
from desktop.pages.cards import CardsPage, FileWork, OnBytes
from desktop.pages.models.card import ModelCard
from desktop.widgets.basic import Card, button, clear, column, label
from desktop.widgets.drop import FileDrop
from desktop.widgets.flow import FlowLayout
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import Cancel, Engine
    from engine.errors import EngineError
    from engine.types import Machine, ModelEntry, ModelInfo

Again = Callable[[], QPushButton]


class ModelsPage(CardsPage):
    """Shows every base model; adds, removes and finds lost ones."""

    key = "models"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, 400)
        self.add_button = button(self.tr("Add a model…"), self.choose, "primary")
        self.set_head(self.tr("Models"), self.add_button)
        self.adding: Call | None = None
        self._waiting: deque[tuple[str, FileWork, Again]] = deque()
        self.setLayout(column(self.sheet))
        self._drop = FileDrop(self, self.tr("Drop to add the model"), {".gguf"}, self._dropped)

    def opened(self) -> None:
        self.load()  # the free memory has changed, if nothing else

    def ask(self, engine: Engine) -> tuple[Sequence[ModelEntry], Machine]:
        return engine.model_entries(), engine.machine()

    def show_found(self, found: tuple[Sequence[ModelEntry], Machine]) -> None:
        entries, machine = found
        free = self.tr("{0} of {1} memory free now. Models run on the processor: {2} cores.")
        self.note.setText(free.format(size(machine.memory_available), size(machine.memory), machine.cores))
        self.note.show()
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

    # Adding

    def choose(self) -> None:
        if path := self._ask_for_file(self.tr("Add a base model")):
            self.add(path)

    def _ask_for_file(self, title: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("Models (*.gguf);;All files (*)"))
        return Path(chosen) if chosen else None

    def _dropped(self, files: list[Path]) -> None:
        for file in files:
            self.add(file)

    def add(self, path: Path) -> None:
        """Read the file in the background, one after the other; the bar at the bottom shows how far it is."""

        def work(engine: Engine, on_bytes: OnBytes, cancel: Cancel) -> ModelInfo:
            return engine.add_model(path, engine.free_model_id(path), on_bytes=on_bytes, cancel=cancel)

        def again() -> QPushButton:
            return button(self.tr("Choose another file…"), self.choose)

        self._read(self.tr("Adding {0}").format(path.name), work, again)

    def _find(self, entry: ModelEntry) -> None:
        place = self._ask_for_file(self.tr("Where is {0} now?").format(entry.id))
        if place is None:
            return
        path = place

        def work(engine: Engine, on_bytes: OnBytes, cancel: Cancel) -> ModelInfo:
            return engine.relocate_model(entry.id, path, on_bytes=on_bytes, cancel=cancel)

        def again() -> QPushButton:
            return button(self.tr("Choose another file…"), lambda: self._find(entry))

        self._read(self.tr("Reading {0}").format(path.name), work, again)

    def _read(self, title: str, work: FileWork, again: Again) -> None:
        if self.adding:
            self._waiting.append((title, work, again))
            Toast(self, self.tr("{0}: after the file that is being read.").format(title))
            return
        clear(self.errors)
        self._begin(title, work, again)

    def _begin(self, title: str, work: FileWork, again: Again) -> None:
        def failed(error: EngineError) -> None:
            self.say(error, again(), keep=True)

        self.adding = self.start(title, work, self._added, failed)
        self.adding.ended.connect(self._ended)

    def _ended(self) -> None:
        self.adding = None
        if self._waiting:
            self._begin(*self._waiting.popleft())

    def _added(self, info: ModelInfo) -> None:
        self.backend.models_changed.emit()
        Toast(self, self.tr("“{0}” is ready.").format(info.name))

    # What can be done with one

    def _make_default(self, entry: ModelEntry) -> None:
        self._change(lambda engine, call: engine.make_default(entry.id))

    def _remove(self, entry: ModelEntry) -> None:
        self._change(lambda engine, call: engine.remove_model(entry.id))

    def _change(self, work: Work) -> None:
        self.backend.run(work, done=lambda _: self.backend.models_changed.emit(), failed=self.say)
