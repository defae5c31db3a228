"""The rows of a conversation: what the person said, what a persona answered, several answers side by side."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.engine_text import engine_text
from desktop.icons import wear
from desktop.pages.chat.blend import Blend
from desktop.pages.chat.composer import Writing, show_focus
from desktop.pages.chat.versions import Versions
from desktop.theme import theme
from desktop.widgets.avatar import Avatar
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.flow import CardGrid
from desktop.widgets.safe_text import SafeText

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.chat.answer import Answer
    from desktop.pages.chat.faces import Faces
    from desktop.pages.chat.turn import Turn
    from engine.api import StoredMessage

TEXT_WIDTH = 620  # pixels of an answer's text at most, at text scale 1
_BESIDE = 28 + 12 + 3 + 14  # face, gap, line, gap
MARGIN = 28
_BUBBLE_SHARE = 0.78
_CARD = 230  # pixels of a compared answer at least


class Row(QWidget):
    """Something in a conversation, in the middle of the room there is."""

    wide = False

    def __init__(self) -> None:
        super().__init__()
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(MARGIN, 0, MARGIN, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = MARGIN if self.wide else side_margin(self.width())
        if margin != self.outer.contentsMargins().left():
            self.outer.setContentsMargins(margin, 0, margin, 0)


def side_margin(width: int) -> int:
    """What is left at both sides of the column of messages."""
    return max(MARGIN, (width - round(TEXT_WIDTH * theme.scale) - _BESIDE) // 2)


class QuestionRow(Row):
    """What the person said: a bubble at the right, which can be edited."""

    edited = Signal(object, str)  # StoredMessage, the new text
    version = Signal(int)
    retry = Signal(int)  # the question, which has no answer

    def __init__(self, text: str) -> None:
        super().__init__()
        self.message: StoredMessage | None = None
        self._plain = text
        self._text = SafeText()
        self._text.setAccessibleName(self.tr("You"))
        self._bubble = QFrame()
        self._bubble.setProperty("role", "bubble")
        inside = column(self._text)
        inside.setContentsMargins(14, 10, 14, 7)  # the last line brings some room of its own
        self._bubble.setLayout(inside)
        self._versions = Versions()
        self._versions.chosen.connect(self.version)
        self._edit = button("", self.begin_edit, "link", name=self.tr("Edit and ask again"))
        self._edit.setToolTip(self.tr("Edit and ask again"))
        self._edit.hide()
        wear(self._edit, "edit")
        self._line = row(None, self._versions, self._edit, self._bubble, spacing=6)
        self.outer.addLayout(self._line)
        self._unanswered = QWidget()
        answer = button(self.tr("Answer now"), self._ask, "link")
        self._reason = label("", "caption", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = row(self._reason, answer)
        line.setStretch(0, 1)
        self._unanswered.setLayout(line)
        self._unanswered.hide()
        self.outer.addWidget(self._unanswered)
        self._editor: _Editor | None = None
        theme.changed.connect(self._show)
        self._show()

    def store(self, message: StoredMessage) -> None:
        """It is on disk: it can be edited now."""
        self.message = message
        self._edit.show()
        self._versions.show_versions(message)

    def offer_answer(self, wanted: bool) -> None:
        """Say that it was never answered (Macaw was closed or killed), and offer to do it now."""
        failed = self.message.facts.get("failed") if self.message else None
        why = self.tr("This was not answered: {0}").format(engine_text(str(failed)))
        self._reason.setText(why if failed else self.tr("This was not answered yet."))
        self._unanswered.setVisible(wanted)

    def _ask(self) -> None:
        if self.message:
            self.retry.emit(self.message.id)

    def _show(self) -> None:
        self._text.show_plain(self._plain)
        self._fit()

    def _fit(self) -> None:
        """As wide as the text, up to most of the column."""
        room = max(80, round((self.width() - 2 * self.outer.contentsMargins().left()) * _BUBBLE_SHARE) - 30)
        measure = QTextDocument()
        measure.setDocumentMargin(0)
        measure.setDefaultFont(theme.font("body"))
        measure.setPlainText(self._plain)
        measure.setTextWidth(room)
        self._text.setFixedWidth(min(room, math.ceil(measure.idealWidth()) + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def begin_edit(self) -> None:
        """Put a field with the text in its place."""
        if self._editor is None and self.message is not None:
            self._editor = _Editor(self.message.content)
            self._editor.sent.connect(self._send)
            self._editor.left.connect(self._end_edit)
            self.outer.addWidget(self._editor)
        if self._editor is not None:
            self._set_editing(True)
            self._editor.writing.setFocus()

    def _send(self, text: str) -> None:
        self._end_edit()
        if self.message is not None:
            self.edited.emit(self.message, text)

    def _end_edit(self) -> None:
        self._set_editing(False)
        self._edit.setFocus()

    def _set_editing(self, editing: bool) -> None:
        assert self._editor
        self._editor.setVisible(editing)
        self._bubble.setVisible(not editing)
        self._edit.setVisible(not editing)


class _Editor(QFrame):
    """A question being changed."""

    sent = Signal(str)
    left = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "composer")
        self.writing = Writing(takes_escape=True)
        self.writing.setAccessibleName(self.tr("Edited message"))
        self.writing.escaped.connect(self.left)
        self.writing.focused.connect(partial(show_focus, self))
        self.writing.setPlainText(text)
        self.writing.moveCursor(self.writing.textCursor().MoveOperation.End)
        self.writing.entered.connect(self._send)
        cancel = button(self.tr("Cancel"), self.left.emit)
        send = button(self.tr("Ask again"), self._send, "primary")
        layout = column(self.writing, row(None, cancel, send))
        layout.setContentsMargins(14, 10, 14, 12)
        self.setLayout(layout)

    def _send(self) -> None:
        if text := self.writing.toPlainText().strip():
            self.sent.emit(text)


class AnswerRow(Row):
    """An answer beside the face of who gives it, along a thin line in its colour."""

    def __init__(self, blend: Blend, faces: Faces) -> None:
        from desktop.pages.chat.answer import Answer  # with Markdown and code: not before the first frame

        super().__init__()
        self.answer = Answer(blend, faces)
        face = Avatar(self.answer.name, self.answer.face.color, 28)
        face.setAccessibleName(self.answer.name)
        self._line = QFrame()
        self._line.setFixedWidth(3)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        across.addSpacing(12)
        across.addWidget(self._line)
        across.addSpacing(14)
        across.addWidget(self.answer, 1)
        self.outer.addLayout(across)
        theme.changed.connect(self._color)
        self._color()

    def _color(self) -> None:
        color = theme.persona_color(self.answer.face.color).name()
        self._line.setStyleSheet(f"background: {color}; border: none;")


class CompareRow(Row):
    """Two to four answers to one question, side by side; one of them is gone on with."""

    chosen = Signal(object)  # StoredMessage
    wide = True

    def __init__(self, turn: Turn, faces: Faces) -> None:
        from desktop.pages.chat.answer import Answer

        super().__init__()
        self.turn = turn
        self.answers: list[Answer] = []
        self.buttons: list[QPushButton] = []
        cards: list[QWidget] = []
        for voice in turn.voices:
            answer = Answer(Blend.parse(voice), faces, compared=True)
            answer.wait_turn()
            choose = button(self.tr("Go on with this one"), self._chooser(answer))
            choose.setAccessibleName(self.tr("Go on with {0}").format(answer.name))
            choose.setEnabled(False)
            card = QFrame()
            card.setProperty("role", "card")
            inside = column(answer, None, choose, spacing=12)
            inside.setContentsMargins(14, 12, 14, 14)
            card.setLayout(inside)
            cards.append(card)
            self.answers.append(answer)
            self.buttons.append(choose)
        grid = CardGrid(_CARD, spacing=12, most=2 if len(cards) == 4 else len(cards))
        grid.set_cards(cards)
        self.outer.addWidget(grid)
        turn.ended.connect(self._offer)

    def _chooser(self, answer: Answer) -> Callable[[], None]:
        return lambda: self.chosen.emit(answer.message)

    def _offer(self) -> None:
        for answer, choose in zip(self.answers, self.buttons, strict=True):
            choose.setEnabled(answer.message is not None)
