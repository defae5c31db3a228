"""The messages of a conversation: built as they come into sight, kept at the place where one reads."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.icons import wear
from desktop.pages.chat.blend import Blend
from desktop.pages.chat.faces import speaker
from desktop.pages.chat.follower import Follower
from desktop.pages.chat.rows import AnswerRow, CompareRow, QuestionRow, Row
from desktop.widgets.basic import button

if TYPE_CHECKING:
    from desktop.pages.chat.answer import Answer
    from desktop.pages.chat.conversation import Conversation
    from desktop.pages.chat.faces import Faces
    from desktop.pages.chat.turn import Turn
    from engine.api import StoredMessage

_AT_ONCE = 30  # messages built when a conversation is opened, and whenever its top is reached
_SLICE = (
    0.004  # seconds of building between two looks at the event queue; the layout takes twice as long again
)
_NEAR = 6  # pixels from the end that count as the end

Key = tuple[str, Any]


class Thread(QScrollArea):
    """Rows from the newest upwards. What is shown already is kept, so a growing answer moves nothing else."""

    cited = Signal(object, int)
    edited = Signal(object, str)
    retry = Signal(int)  # a question
    ask_again = Signal(object)  # a Turn
    without_documents = Signal(object)  # a Turn
    go_on = Signal(object)  # StoredMessage
    branch = Signal(int)
    version = Signal(int)
    chosen = Signal(object)
    ask_instead = Signal(object, object)  # a Turn, a Blend

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._messages: list[StoredMessage] = []
        self._rows: list[tuple[Key, Row]] = []
        self._first = 0  # index of the first message that is built or about to be
        self._conversation: Conversation | None = None
        self._from_end: int | None = 0  # distance from the end that is held; None holds the one from the top
        self._moving = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 22, 0, 22)
        self._column.setSpacing(18)
        self._column.addStretch(1)
        self.setWidget(self._content)
        self._builder = QTimer(self)
        self._builder.setSingleShot(True)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._hold)
        bar.valueChanged.connect(self._moved)
        self._to_end = button("", self.go_to_end, name=self.tr("Go to the newest message"))
        self._to_end.setToolTip(self.tr("Go to the newest message"))
        self._to_end.setParent(self)
        self._to_end.hide()
        wear(self._to_end, "down")

    # What is shown

    def show_conversation(self, conversation: Conversation, from_end: int = 0) -> None:
        """Show a conversation as it stands; another one than before begins `from_end` pixels from its end."""
        if conversation is not self._conversation:
            self._conversation = conversation
            self._drop(0)
            self._messages = []
            self._from_end = from_end
        messages, turn = conversation.shown(), conversation.turn
        keys: list[Key] = [("message", message.id) for message in messages]
        if not self._messages:
            self._first = max(0, len(messages) - _AT_ONCE)
        self._messages = messages
        self._first = min(self._first, len(messages))
        self._adopt(turn)
        wanted = keys[self._first :]
        if turn is not None:
            if turn.question and ("message", turn.message) not in keys:
                wanted.append(("question", turn))
            wanted.append(("turn", turn))
        start = wanted.index(self._rows[0][0]) if self._rows and self._rows[0][0] in wanted else 0
        pairs = zip(wanted[start:], self._rows, strict=False)
        self._drop(
            next((n for n, (key, (built, _)) in enumerate(pairs) if key != built), len(wanted) - start)
        )
        if self._rows or len(wanted) <= 2:
            following = wanted.index(self._rows[-1][0]) + 1 if self._rows else 0
            for key in wanted[following:]:
                self._append(key)
        self._refresh()
        if len(self._rows) < len(wanted):
            self._builder.start()

    def _adopt(self, turn: Turn | None) -> None:
        """Rows of a turn become rows of messages once these are stored."""
        for number, (key, shown) in enumerate(self._rows):
            if key[0] == "question" and key[1].message:
                self._rows[number] = (("message", key[1].message), shown)
            elif key[0] == "turn" and key[1] is not turn and isinstance(shown, AnswerRow):
                message = shown.answer.message
                if message is not None:
                    self._rows[number] = (("message", message.id), shown)

    def _refresh(self) -> None:
        """Versions and figures of stored messages, which may have changed."""
        by_id = {message.id: message for message in self._messages}
        last = self._messages[-1] if self._messages else None
        turn = self._conversation.turn if self._conversation else None
        for (kind, id), shown in self._rows:
            message = by_id.get(id) if kind == "message" else None
            if message is None:
                continue
            if isinstance(shown, QuestionRow):
                shown.store(message)
                shown.offer_answer(message is last and turn is None)
            elif isinstance(shown, AnswerRow) and shown.answer.message != message:
                shown.answer.finish(message)

    # Building

    def _build(self) -> None:
        """Build rows above those there are, newest first, for as long as nobody notices."""
        until = time.monotonic() + _SLICE
        built = sum(1 for key, _ in self._rows if key[0] == "message")
        turn = self._conversation.turn if self._conversation else None
        while time.monotonic() < until:
            index = len(self._messages) - 1 - built
            if index < self._first:
                break
            self._insert(0, ("message", self._messages[index].id), self._message_row(self._messages[index]))
            built += 1
        if turn is not None and ("turn", turn) not in [key for key, _ in self._rows]:
            self._append(("turn", turn))
        self._refresh()
        if len(self._messages) - built > self._first:
            self._builder.start()

    def _append(self, key: Key) -> None:
        kind, what = key
        if kind == "message":
            made = self._message_row(next(message for message in self._messages if message.id == what))
        elif kind == "question":
            made = self._question_row(what.question)
        else:
            made = self._turn_row(what)
        self._insert(len(self._rows), key, made)

    def _insert(self, at: int, key: Key, made: Row) -> None:
        self._rows.insert(at, (key, made))
        self._column.insertWidget(at, made)

    def _drop(self, at: int) -> None:
        for _, old in self._rows[at:]:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        del self._rows[at:]

    def _message_row(self, message: StoredMessage) -> Row:
        if message.role == "user":
            return self._question_row(message.content)
        made = AnswerRow(Blend.parse(message.voice), self._faces)
        made.answer.finish(message)
        self._connect(made.answer)
        return made

    def _question_row(self, text: str) -> QuestionRow:
        made = QuestionRow(text)
        made.edited.connect(self.edited)
        made.version.connect(self.version)
        made.retry.connect(self.retry)
        return made

    def _turn_row(self, turn: Turn) -> Row:
        made: CompareRow | AnswerRow
        if turn.comparing:
            made = CompareRow(turn, self._faces)
            made.chosen.connect(self.chosen)
            answers = made.answers
        else:
            made = AnswerRow(Blend.parse(turn.voices[0]), self._faces)
            answers = [made.answer]
        for answer in answers:
            self._connect(answer, turn)
        Follower(made, turn, answers, self)
        return made

    # What helps when an answer failed

    def edit_question(self, turn: Turn) -> None:
        """Open the field in which the question of `turn` is changed."""
        for key, shown in self._rows:
            if isinstance(shown, QuestionRow) and key in (("message", turn.message), ("question", turn)):
                shown.begin_edit()
                self.ensureWidgetVisible(shown)

    def instead_of(self, turn: Turn) -> tuple[Blend, str]:
        """Who of `turn`'s personas is still there, or the first of all, with the name."""
        blend = Blend.parse(turn.voices[0]).only([face.id for face in self._faces.all()])
        return blend, speaker(blend, self._faces.by_id)[0]

    def _connect(self, answer: Answer, turn: Turn | None = None) -> None:
        answer.cited.connect(self.cited)
        answer.go_on.connect(self.go_on)
        answer.branch.connect(lambda message: self.branch.emit(message.id))
        answer.version.connect(self.version)

        def retry(message: StoredMessage | None) -> None:
            if message is not None and message.parent:
                self.retry.emit(message.parent)
            elif turn is not None:
                self.ask_again.emit(turn)

        answer.retry.connect(retry)

    # Scrolling

    @property
    def bar_width(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    @property
    def from_end(self) -> int:
        """How far the end is below what is seen, in pixels."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value()

    def go_to_end(self) -> None:
        self._from_end = 0
        self._hold()

    def _hold(self) -> None:
        """The height changed: stay at the end, or where one reads."""
        # The column keeps its place whether there is a bar or not.
        beside = 0 if self.verticalScrollBar().maximum() > 0 else self.bar_width
        if beside != self._column.contentsMargins().right():
            self._column.setContentsMargins(0, 22, beside, 22)
        if self._from_end is not None:
            self._moving = True
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum() - self._from_end)
            self._moving = False
        self._show_way()

    def _moved(self) -> None:
        if not self._moving:
            distance = self.from_end
            building = self._builder.isActive()
            self._from_end = 0 if distance <= _NEAR else distance if building else None
            if self.verticalScrollBar().value() <= 200 and self._first > 0 and not building:
                self._first = max(0, self._first - _AT_ONCE)
                self._from_end = distance
                self._builder.start()
        self._show_way()

    def _show_way(self) -> None:
        self._to_end.setVisible(self.from_end > 200)
        self._to_end.adjustSize()
        self._to_end.move(
            self.width() - self._to_end.width() - 24, self.height() - self._to_end.height() - 12
        )
        self._to_end.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()
