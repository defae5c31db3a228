"""A page of cards: a title with its buttons, errors, and a grid that is asked for anew when something changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from desktop.amounts import size
from desktop.backend import Call
from desktop.jobs import Job
from desktop.pages import Page
from desktop.widgets.basic import ErrorBox, button, clear, column, label, row
from desktop.widgets.flow import CardGrid, FlowLayout

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import Cancel, Engine
    from engine.errors import EngineError

OnBytes = Callable[[int, int], None]
FileWork = Callable[["Engine", OnBytes, "Cancel"], Any]


class CardsPage(Page):
    """Subclasses say what to `ask` the engine on its thread, and fill `grid` with it in `show_found`."""

    key = ""
    """The page's name in the window."""

    def __init__(self, window: MainWindow, card_width: int) -> None:
        """`card_width` in pixels at text scale 1. Fill the top with `set_head`, and place `sheet`."""
        super().__init__(window)
        self._loading: Call | None = None
        self._stale = True
        self.grid = CardGrid(card_width)
        self.errors = column()
        self.note = label(self.tr("Loading…"), "caption")
        inside = QWidget()
        body = column(self.errors, self.note, self.grid, None, spacing=16)
        body.setContentsMargins(28, 8, 28, 24)
        inside.setLayout(body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._head = row()
        self._head.setContentsMargins(28, 22, 28, 0)
        self.sheet = QWidget()
        self.sheet.setLayout(column(self._head, scroll, spacing=8))
        for signal in (self.backend.personas_changed, self.backend.models_changed):
            signal.connect(self._on_changed)

    def set_head(self, title: str, *buttons: QPushButton) -> None:
        """The title, and the buttons at the other end of its line."""
        self._head.addWidget(label(title, "title"))
        self._head.addStretch(1)
        self._head.addLayout(FlowLayout(*buttons))

    def ask(self, engine: Engine) -> Any:
        """What the cards show."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Make the cards of what `ask` found."""
        raise NotImplementedError

    def opened(self) -> None:
        if self._stale:
            self.load()

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.load()

    def load(self) -> None:
        """Ask the engine once more."""
        self._stale = False
        if self._loading:
            self._loading.drop()  # what it finds is older, and may yet come later
        self._loading = self.backend.run(
            lambda engine, call: self.ask(engine), done=self.show_found, failed=self._on_not_loaded
        )

    def _on_not_loaded(self, error: EngineError) -> None:
        self._stale = True
        self.note.hide()
        self.say(error, button(self.tr("Retry"), self._try_again))

    def _try_again(self) -> None:
        clear(self.errors)
        self.load()

    def say(self, error: EngineError, *actions: QPushButton, keep: bool = False) -> None:
        """Show an error above the cards, beside those that are there if `keep`; stopping is none."""
        from engine.errors import Cancelled

        if not keep:
            clear(self.errors)
        if isinstance(error, Cancelled):
            return
        box = ErrorBox(error, *actions, button(self.tr("Dismiss"), lambda: dismiss(), "link"))

        def dismiss() -> None:
            box.hide()
            box.deleteLater()

        self.errors.addWidget(box)

    def start(
        self,
        title: str,
        work: FileWork,
        done: Callable[[Any], None],
        failed: Callable[[EngineError], None],
    ) -> Call:
        """Read or write a file that may be large; the bar at the bottom shows how far it is and stops it."""
        jobs: list[Job] = []

        def progressed(bytes_: tuple[int, int]) -> None:
            read, total = bytes_
            jobs[0].progress(read / max(1, total), self.tr("{0} of {1}").format(size(read), size(total)))

        call = self.backend.run(
            lambda engine, call: work(engine, _reporting(call), call.cancel_token),
            done=done,
            failed=failed,
            event=progressed,
        )
        jobs.append(self.window_.jobs.add(title, call, lambda: self.window_.open(self.key)))
        return call


def _reporting(call: Call) -> OnBytes:
    """Pass every hundredth of the bytes on, and the last of them."""
    told = -1

    def follow(done: int, total: int) -> None:
        nonlocal told
        share = done * 100 // max(1, total)
        if share != told:
            told = share
            call.report((done, total))

    return follow
