"""One question to the persona as it is being edited, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.backend import Backend, Call
from desktop.widgets.basic import ErrorBox, button, clear, column, label, row

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import Persona


class TryIt(QWidget):
    """A field, a button that asks and then stops, and the answer as it comes."""

    def __init__(self, backend: Backend, draft: Callable[[], Persona]) -> None:
        """`draft` gives the persona as the form has it now."""
        super().__init__()
        self._backend, self._draft = backend, draft
        self._call: Call | None = None
        self.question = QLineEdit()
        self.question.setAcceptDrops(False)
        self.question.setPlaceholderText(self.tr("Ask it something…"))
        self.question.setAccessibleName(self.tr("Question to try the persona with"))
        self.question.returnPressed.connect(self._ask)
        self.ask_button = button(self.tr("Ask"), self._press)
        self.answer = label("", wrap=True, selectable=True)
        self.answer.setAccessibleName(self.tr("Answer"))
        self.answer.hide()
        self._errors = column()
        line = row(spacing=8)
        line.addWidget(self.question, 1)
        line.addWidget(self.ask_button)
        heading = label(self.tr("Try it"), "heading")
        hint = label(self.tr("It answers as it is now, before you save."), "caption", wrap=True)
        self.setLayout(column(heading, hint, line, self.answer, self._errors, spacing=6))

    @property
    def busy(self) -> bool:
        return self._call is not None

    def _press(self) -> None:
        if self._call:
            self._call.cancel()
        else:
            self._ask()

    def _ask(self) -> None:
        text = self.question.text().strip()
        if not text or self._call:
            return
        from engine.types import Message

        persona = self._draft()

        def work(engine: Engine, call: Call) -> str:
            voice = engine.voice_of(persona)
            if persona.collections:
                grounded = engine.ask(
                    text, persona.collections, voice, on_text=call.report, cancel=call.cancel_token
                )
                return grounded.reply.text
            turn = Message(role="user", content=text)
            return engine.reply([turn], voice, on_text=call.report, cancel=call.cancel_token).text

        clear(self._errors)
        self.answer.setText("…")
        self.answer.show()
        self._call = self._backend.run(work, done=self.answer.setText, failed=self._failed, event=self._add)
        self._call.ended.connect(self._ended)
        self.ask_button.setText(self.tr("Stop"))
        self.ask_button.setAccessibleName(self.tr("Stop"))

    def _add(self, piece: Any) -> None:
        text = self.answer.text()
        self.answer.setText(("" if text == "…" else text) + str(piece))

    def _failed(self, error: EngineError) -> None:
        self.answer.hide()
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self._ask)))

    def _ended(self) -> None:
        self._call = None
        self.ask_button.setText(self.tr("Ask"))
        self.ask_button.setAccessibleName(self.tr("Ask"))

    def stop(self) -> None:
        """The panel closes: hear no more."""
        if self._call:
            self._call.drop()
            self._call = None
