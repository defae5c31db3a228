"""An answer: who speaks, the text as it grows, its figures, and what can be done with it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.amounts import decimal, number
from desktop.pages.chat.blend import Blend
from desktop.pages.chat.faces import Faces, speaker
from desktop.pages.chat.versions import Versions
from desktop.theme import theme
from desktop.widgets.basic import ErrorBox, button, column, label
from desktop.widgets.flow import FlowLayout
from desktop.widgets.markdown import MarkdownView

if TYPE_CHECKING:
    from engine.api import StoredMessage
    from engine.errors import EngineError

_FRAME_MS = 40  # between two paints of a growing text
_PATIENCE_MS = 300  # before a wait is explained


class Answer(QWidget):
    """The text of one answer with all that belongs to it, without face and margin."""

    cited = Signal(object, int)  # StoredMessage, the citation's number
    retry = Signal(object)  # StoredMessage, or None for an answer that failed
    go_on = Signal(object)
    branch = Signal(object)
    version = Signal(int)

    def __init__(self, blend: Blend, faces: Faces, *, compared: bool = False) -> None:
        """`compared`: one of several side by side, which is chosen before anything is done with it."""
        super().__init__()
        self._compared = compared
        self.message: StoredMessage | None = None
        self.name, self.face = speaker(blend, faces.by_id)
        self._text = ""
        self._began = time.monotonic()
        self._status = ""
        self._name = label(self.name, wrap=True)
        self._note = label("", "caption", wrap=True)
        self._note.hide()
        self._wait = label("", "caption", wrap=True)
        self.view = MarkdownView(self.tr("Answer of {0}").format(self.name))
        self.view.cited.connect(self._cite)
        self._unsupported = label(
            self.tr("Not found in the documents: this is the model's own idea."), "caption", wrap=True
        )
        self._unsupported.hide()
        self._left_out = label("", "caption", wrap=True)
        self._left_out.hide()
        self._footer = QWidget()
        self._footer.hide()
        self._body = column(
            self._name, self._note, self._wait, self.view, self._unsupported, self._left_out, spacing=4
        )
        self._body.addWidget(self._footer)
        self.setLayout(self._body)
        self._error: ErrorBox | None = None
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(_FRAME_MS)
        self._frame.timeout.connect(self._paint_text)
        self._clock = QTimer(self)
        self._clock.setInterval(_PATIENCE_MS)
        self._clock.timeout.connect(self._show_wait)
        theme.changed.connect(self._color)
        self._color()

    # While it grows

    def begin(self) -> None:
        """It is under way: show a caret, and after a moment what it waits for."""
        self._began = time.monotonic()
        self._status = self._status or self.tr("Waiting for Macaw to start…")
        self._clock.start()
        self._color()

    def wait_turn(self) -> None:
        """Others are answered first."""
        self._status = self.tr("Waiting for its turn…")
        self._wait.setText(self._status)

    def set_status(self, kind: str, name: str) -> None:
        """What happens before the first word."""
        texts = {
            "loading": self.tr("Getting {0} ready…"),
            "searching": self.tr("Looking in {0}…"),
            "reading": self.tr("Reading the conversation…"),
        }
        self._status = texts[kind].format(name)
        self._began = time.monotonic()
        if not self._clock.isActive():
            self.begin()

    def add_text(self, piece: str) -> None:
        self._text += piece
        if not self._frame.isActive():
            self._frame.start()

    def restart(self) -> None:
        """The worker crashed; what it said is void."""
        self._text = ""
        self.view.set_markdown("")
        self._show_note(
            self.tr("The chat worker stopped unexpectedly. It was restarted, and this is a new answer.")
        )

    def _paint_text(self) -> None:
        began = time.monotonic()
        if self._text:
            self._clock.stop()
            self._wait.hide()
        self.view.set_markdown(self._text)
        self.view.set_caret(theme.persona_color(self.face.color))
        spent = (time.monotonic() - began) * 1000
        self._frame.setInterval(max(_FRAME_MS, round(4 * spent)))  # a slow machine paints less often

    def _show_wait(self) -> None:
        seconds = round(time.monotonic() - self._began)
        counted = self.tr("{0} {1} s").format(self._status, seconds)
        self._wait.setText(counted if seconds >= 2 else self._status)
        self._wait.show()

    # At its end

    def finish(self, message: StoredMessage) -> None:
        """Show the stored answer, checked and with its figures."""
        self._end()
        first = self.message is None
        self.message = message
        facts = message.facts
        if facts.get("restarted") and self._note.isHidden():
            self._show_note(self.tr("The chat worker had to be restarted during this answer."))
        citations = [citation["number"] for citation in facts.get("citations", [])]
        text = message.content.strip()
        self.view.set_markdown(text or self.tr("*The answer is empty.*"), citations)
        self._unsupported.setVisible(facts.get("supported") is False and facts.get("finish") != "cancelled")
        if facts.get("left_out"):
            text = self.tr("The model cannot hold the whole conversation. Oldest messages left out: {0}")
            self._left_out.setText(text.format(number(facts["left_out"])))
            self._left_out.show()
        if first:
            self._make_footer(facts)
        if not self._compared:
            self._versions.show_versions(message)

    def stop(self) -> None:
        """It was stopped before it said a word."""
        self._end()
        self._show_note(self.tr("Stopped."))
        self._offer_retry()

    def fail(self, error: EngineError, *actions: QPushButton) -> None:
        """Show what went wrong, and how to go on."""
        self._end()
        self._error = ErrorBox(error, *actions)
        self._body.addWidget(self._error)

    def _end(self) -> None:
        self._frame.stop()
        self._clock.stop()
        self._wait.hide()
        self.view.set_caret(None)
        if self._error:
            self._error.hide()

    def _offer_retry(self) -> None:
        again = button(self.tr("Try again"), lambda: self.retry.emit(None), "link")
        self._footer.setLayout(FlowLayout(again, spacing=6))
        self._footer.show()

    def _make_footer(self, facts: dict[str, Any]) -> None:
        figures = self._figure_texts(facts)
        self.figures = [label(f"{text} ·" if text != figures[-1] else text, "caption") for text in figures]
        for shown in self.figures:
            shown.setToolTip(self._figure_help(facts))
        self._copy = button(self.tr("Copy"), self._copy_text, "link", name=self.tr("Copy the answer"))
        self._versions = Versions()
        self._versions.chosen.connect(self.version)
        parts: list[QWidget] = [*self.figures, self._copy]
        if not self._compared:
            again = button(self.tr("Try again"), lambda: self.retry.emit(self.message), "link")
            branch = button(self.tr("Branch"), lambda: self.branch.emit(self.message), "link")
            branch.setToolTip(self.tr("Go on from here in a new conversation"))
            if facts.get("finish") == "length" and not facts.get("collections"):
                parts.append(button(self.tr("Continue"), lambda: self.go_on.emit(self.message), "link"))
            parts += [again, branch, self._versions]
        self._footer.setLayout(FlowLayout(*parts, spacing=4))
        self._footer.show()

    def _figure_texts(self, facts: dict[str, Any]) -> list[str]:
        figures = []
        if facts.get("tokens_per_second"):
            figures.append(self.tr("{0} tokens/s").format(decimal(facts["tokens_per_second"], 0)))
        if facts.get("context_tokens"):
            used, room = _context(facts)
            figures.append(self.tr("{0} of {1} tokens").format(number(used), number(room)))
        if facts.get("finish") == "cancelled":
            figures.append(self.tr("stopped"))
        elif facts.get("finish") == "length":
            figures.append(self.tr("cut off at its longest"))
        return figures

    def _figure_help(self, facts: dict[str, Any]) -> str:
        if not facts.get("context_tokens"):
            return ""
        used, room = _context(facts)
        text = self.tr("The conversation and this answer take {0} of the {1} tokens the model can hold.")
        return text.format(number(used), number(room))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.message.content if self.message else self._text)
        self._copy.setText(self.tr("Copied"))
        QTimer.singleShot(1500, self._copy, lambda: self._copy.setText(self.tr("Copy")))

    def _cite(self, number: int) -> None:
        if self.message is not None:
            self.cited.emit(self.message, number)

    def _show_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()

    def _color(self) -> None:
        color = theme.persona_color(self.face.color)
        self._name.setStyleSheet(f"color: {color.name()}; font-weight: 600;")
        if self.message is None and self._clock.isActive():
            self.view.set_caret(color)


def _context(facts: dict[str, Any]) -> tuple[int, int]:
    return facts.get("prompt_tokens", 0) + facts.get("completion_tokens", 0), facts["context_tokens"]
