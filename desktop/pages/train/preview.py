"""The examples as conversations: the first fifty, made as one scrolls to them."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.amounts import number
from desktop.pages.train.later import later
from desktop.theme import theme
from desktop.widgets.basic import Card, clear, column, label, row

FIRST = 50
_BATCH = 8
_NARROW = 330  # pixels at text scale 1: a question that needs no second line
_LONG = 600  # characters; the file keeps the rest


class Preview(Card):
    """Bubbles of user and assistant. Everything in them is plain text: it comes from a stranger's file."""

    def __init__(self) -> None:
        super().__init__(margin=18)
        self._examples: list[Any] = []
        self._made = 0
        self._color, self._name = "", ""
        self._adding = later(self, 0, self._add)  # after the scroll bar is done with its own work
        self._title = label(self.tr("Preview"), "heading")
        self._count = label("", "caption")
        self._empty = label(
            self.tr("The first examples appear here as conversations."), "secondary", wrap=True
        )
        self._list: QVBoxLayout = column(spacing=10)
        self._inside = QWidget()
        body = column(self._empty, self._list, None)
        body.setContentsMargins(0, 0, 6, 0)
        self._inside.setLayout(body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Examples as conversations"))
        self._scroll.setWidget(self._inside)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _: self._more())
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self._more())
        self.body.setSpacing(10)
        self.body.addLayout(row(self._title, None, self._count))
        self.body.addWidget(self._scroll, 1)
        self.show_examples([], 0, "", "")

    @property
    def made(self) -> int:
        """How many conversations are on the page so far."""
        return self._made

    def show_examples(self, examples: Sequence[Any], total: int, name: str, color: str) -> None:
        """Show the first of `total` examples, answered by the voice `name` in its colour."""
        clear(self._list)
        self._examples, self._made = list(examples[:FIRST]), 0
        self._name, self._color = name, color
        self._empty.setVisible(not examples)
        shown = len(self._examples)
        self._count.setText(
            self.tr("the first {0} of {1}").format(shown, number(total)) if total > shown else ""
        )
        self._scroll.verticalScrollBar().setValue(0)
        self._add()

    def _more(self) -> None:
        """Make the next ones if what is below the visible part is less than another screen of it."""
        view = self._scroll.viewport()
        # Asked of the layout, for the scroll bar learns of new widgets only later.
        below = (
            self._inside.heightForWidth(view.width())
            - self._scroll.verticalScrollBar().value()
            - view.height()
        )
        if self._made < len(self._examples) and below < view.height():
            self._adding.start()

    def _add(self) -> None:
        for example in self._examples[self._made : self._made + _BATCH]:
            if self._made:
                line = QFrame()
                line.setProperty("role", "line")
                line.setFixedHeight(1)
                self._list.addWidget(line)
            for role, text in turns(example):
                self._list.addWidget(self._turn(role, text))
            self._made += 1

    def _turn(self, role: str, text: str) -> QWidget:
        text = text if len(text) <= _LONG else text[:_LONG] + "…"
        box = QWidget()
        content = label(text, wrap=True, selectable=True)
        if role == "user":
            content.setAccessibleName(self.tr("Question: {0}").format(text))
            bubble = QFrame()
            bubble.setProperty("role", "bubble")
            inner = column(content)
            inner.setContentsMargins(12, 8, 12, 8)
            bubble.setLayout(inner)
            narrow = content.fontMetrics().horizontalAdvance(text) <= _NARROW * theme.scale
            short = narrow and "\n" not in text
            content.setWordWrap(not short)
            line = row(40, spacing=0)
            line.addStretch(1)
            line.addWidget(bubble, 0 if short else 6)
            box.setLayout(line)
            return box
        if role != "assistant":
            titles = {"system": self.tr("System prompt"), "rejected": self.tr("Rather not")}
            title = titles.get(role, self.tr("Text"))
            content.setProperty("role", "secondary")
            content.setAccessibleName(f"{title}: {text}" if role == "rejected" else text)
            lines = column(label(title, "caption"), content, spacing=1)
            lines.setContentsMargins(15 if role == "rejected" else 0, 0, 0, 0)  # in line with the answer
            box.setLayout(lines)
            return box
        return answer(self._name or self.tr("Answer"), text, self._color)


def turns(example: Any) -> list[tuple[str, str]]:
    """(role, text) of each turn, then an answer that is worse (`rejected`); one of role `text` for plain text."""
    said = [(m.role, m.content) for m in example.messages] or [("text", example.text)]
    return [*said, ("rejected", example.rejected)] if example.rejected else said


def answer(name: str, text: str, color: str) -> QWidget:
    """What a voice says, under its name and beside a thin line, both in its colour."""
    box = QWidget()
    content = label(text, wrap=True, selectable=True)
    content.setAccessibleName(f"{name}: {text}")
    line = row(_Stripe(color), spacing=12)
    line.addLayout(column(_Name(name, color), content, spacing=1), 1)
    box.setLayout(line)
    return box


def written(question: str, answer: str) -> Any:
    """A pair typed here, in the shape of an example the engine has read."""
    turns = [
        SimpleNamespace(role="user", content=question),
        SimpleNamespace(role="assistant", content=answer),
    ]
    return SimpleNamespace(messages=turns, text="", rejected="")


class _Name(QWidget):
    """The voice's name in its colour."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._label, self._color = label(name, "heading"), color
        self.setLayout(column(self._label))
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._label.setStyleSheet(f"color: {theme.persona_color(self._color).name()};")


class _Stripe(QFrame):
    """The thin line beside an answer."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self._color = color
        self.setFixedWidth(3)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self.setStyleSheet(f"background: {theme.persona_color(self._color).name()}; border: none;")
