"""What a turn does, shown in the answers on screen for as long as these are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPushButton

from desktop.widgets.basic import button

if TYPE_CHECKING:
    from desktop.pages.chat.answer import Answer
    from desktop.pages.chat.turn import Turn
    from engine.errors import EngineError


class Follower(QObject):
    """Lives and ends with a row of the conversation; the turn itself goes on without it."""

    def __init__(
        self,
        row: QObject,
        turn: Turn,
        answers: Sequence[Answer],
        new_conversation: Callable[[], object],
        without_documents: Callable[[], object],
    ) -> None:
        """Tell `answers` what `turn` did so far, and from now on what it does.

        The last two are what may help when it fails.
        """
        super().__init__(row)
        self._turn, self._answers = turn, answers
        self._new, self._without_documents = new_conversation, without_documents
        for i, event in turn.told:
            self.tell(i, event)
        if turn.running and not turn.told:
            answers[0].begin()
        turn.news.connect(self.tell)

    @Slot(int, object)
    def tell(self, i: int, event: tuple[Any, ...]) -> None:
        """Show one event of the answer `i`."""
        answer, (kind, *values) = self._answers[i], event
        if kind == "status":
            answer.set_status(*values)
        elif kind == "text":
            answer.add_text(*values)
        elif kind == "restarted":
            answer.restart()
        elif kind == "answered":
            answer.finish(*values)
        elif kind == "stopped":
            answer.stop()
        elif kind == "failed":
            answer.fail(values[0], *self._remedies(values[0]))

    def _remedies(self, error: EngineError) -> list[QPushButton]:
        from engine.errors import ContextOverflow, NotFound

        remedies = []
        if isinstance(error, ContextOverflow):
            remedies.append(button(self.tr("New conversation"), self._new))
        if isinstance(error, ContextOverflow | NotFound) and self._turn.collections:
            remedies.append(button(self.tr("Answer without documents"), self._without_documents))
        return remedies
