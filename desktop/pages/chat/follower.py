"""What a turn does, shown in the answers on screen for as long as these are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPushButton

from desktop.widgets.basic import button
from desktop.widgets.plain import escape_mnemonic

if TYPE_CHECKING:
    from desktop.pages.chat.answer import Answer
    from desktop.pages.chat.thread import Thread
    from desktop.pages.chat.turn import Turn
    from engine.errors import EngineError


class Follower(QObject):
    """Lives and ends with a row of the conversation; the turn itself goes on without it."""

    def __init__(
        self,
        row: QObject,
        turn: Turn,
        answers: Sequence[Answer],
        thread: Thread,
    ) -> None:
        """Tell `answers` what `turn` did so far, and from now on what it does; `thread` hears what is wanted."""
        super().__init__(row)
        self._turn, self._answers, self._thread = turn, answers, thread
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
            answer.fail(values[0], *self._remedies(answer, values[0]))

    def _remedies(self, answer: Answer, error: EngineError) -> list[QPushButton]:
        from desktop.pages.chat.gone import PersonaGone
        from engine.errors import ContextOverflow, NotFound

        thread, turn = self._thread, self._turn
        retry = button(self.tr("Retry"), lambda: answer.retry.emit(None))
        if isinstance(error, ContextOverflow):  # asking the same again would not help
            remedies = [button(self.tr("Edit the message"), lambda: thread.edit_question(turn))]
        elif isinstance(error, PersonaGone) and not turn.comparing:
            blend, name = thread.instead_of(turn)
            instead = self.tr("Ask {0} instead").format(escape_mnemonic(name))
            remedies = [button(instead, lambda: thread.ask_instead.emit(turn, blend)), retry]
        else:
            remedies = [retry]
        if isinstance(error, ContextOverflow | NotFound) and turn.collections:
            remedies.append(
                button(self.tr("Answer without documents"), lambda: thread.without_documents.emit(turn))
            )
        return remedies
