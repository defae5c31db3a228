"""What every step before Start has in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.backend import Backend
from desktop.pages.train.plan import Plan


class Step(QWidget):
    """One step of the path. It reads and writes the plan; `changed` comes when it may have become complete."""

    next_wanted = Signal()
    changed = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self.backend = backend
        self.plan = Plan()
        self.hands_on = (
            False  # a button was pressed that is gone now: once all is well, it is the next one's turn
        )

    def hand_on(self, to: QWidget) -> None:
        """Give `to` the focus of a button that did its work."""
        if self.hands_on and self.complete:
            self.hands_on = False
            to.setFocus()

    @property
    def complete(self) -> bool:
        """Whether one may go on."""
        return True

    @property
    def hint(self) -> str:
        """What is still missing, in a few words."""
        return ""

    def enter(self, plan: Plan) -> None:
        """The step is shown for `plan`."""
        self.plan = plan

    def leave(self) -> None:
        """The step is hidden: stop what it does in the background."""
