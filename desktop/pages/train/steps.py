"""The six steps of the path, with where one stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from desktop.widgets.basic import button, row

STEPS = ("voice", "data", "check", "plan", "train", "meet")


class StepHeader(QWidget):
    """A bar for each step: done, now or to come. Done ones can be gone back to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._titles = {
            "voice": self.tr("Voice"),
            "data": self.tr("Data"),
            "check": self.tr("Check"),
            "plan": self.tr("Plan"),
            "train": self.tr("Train"),
            "meet": self.tr("Meet"),
        }
        self.buttons: dict[str, QPushButton] = {}
        for step, title in self._titles.items():
            made = button(title, self._chooser(step), "step")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.buttons[step] = made
        self.setLayout(row(*self.buttons.values(), spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _chooser(self, step: str) -> Callable[[], object]:
        return lambda: self.chosen.emit(step)

    def show_step(self, now: str, reachable: frozenset[str], done: frozenset[str]) -> None:
        """`now` is where one stands; `reachable` can be clicked; `done` are behind."""
        for step, made in self.buttons.items():
            state = "now" if step == now else "done" if step in done else "todo"
            words = {"now": self.tr("current step"), "done": self.tr("done"), "todo": self.tr("to come")}
            if made.property("state") == state and made.isEnabled() == (step in reachable or step == now):
                continue
            made.setProperty("state", state)
            made.setEnabled(step in reachable or step == now)
            made.setAccessibleName(self.tr("{0}, {1}").format(self._titles[step], words[state]))
            made.style().unpolish(made)
            made.style().polish(made)
            made.updateGeometry()


class StepStack(QStackedWidget):
    """The steps scroll for themselves: what they wish for in height must not squeeze the header."""

    def hasHeightForWidth(self) -> bool:
        return False
