"""“Hear it change”: the same few questions, answered at the start and at every validation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QVBoxLayout, QWidget

from desktop.amounts import number
from desktop.pages.train.points import Sample, by_prompt
from desktop.widgets.basic import Card, button, clear, column, label, row
from desktop.widgets.plain import set_tooltip

_SHOWN = 60  # of a question: the first and the newest; metrics.jsonl keeps all
_LONG = 200  # characters of a question that are shown
_MOST = 5  # questions one can choose among; a run asks fewer


class Questions(QWidget):
    """The words of a run's question, and small `buttons` to choose another; arrow keys move among them."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._prompts: list[str] = []
        self._group = QButtonGroup(self)
        self._words = label("", "secondary", wrap=True)
        self.buttons = row(spacing=6)
        for index in range(_MOST):
            chip = button(number(index + 1), role="tag")
            chip.setCheckable(True)
            self._group.addButton(chip, index)
            self.buttons.addWidget(chip)
        self._group.idClicked.connect(lambda _: self._show())
        self.setLayout(column(self._words))

    @property
    def at(self) -> str:
        """The question chosen; empty without any."""
        return self._prompts[max(0, self._group.checkedId())] if self._prompts else ""

    def show_prompts(self, prompts: Sequence[str]) -> None:
        """Offer these; the one chosen stays so, if it is among them."""
        at, self._prompts = self.at, list(prompts)[:_MOST]
        index = self._prompts.index(at) if at in self._prompts else 0
        self._group.button(index).setChecked(True)
        for chip, prompt in zip_longest(self._group.buttons(), self._prompts):
            chip.setVisible(prompt is not None and len(self._prompts) > 1)
            name = self.tr("Question {0}: {1}").format(chip.text(), shortened(prompt or ""))
            chip.setAccessibleName(name)
            set_tooltip(chip, name)
        self._show()

    def _show(self) -> None:
        self._words.setText(self.tr("“{0}”").format(shortened(self.at)))
        self.setVisible(bool(self._prompts))
        self.chosen.emit()


class Hearing(Card):
    """The answers to one question of a run, newest first; another question is a key or a click away."""

    def __init__(self) -> None:
        super().__init__(margin=18)
        self._samples: list[Sample] = []
        self._shown: list[Sample] = []
        self._end = 0  # of the scroll bar: what grows above a reader must not push the text away
        self.questions = Questions()
        self.questions.chosen.connect(self._fill)
        self._empty = label(
            self.tr(
                "One of your held-out examples and two everyday questions are answered here, at the start and at "
                "every validation."
            ),
            "secondary",
            wrap=True,
        )
        self._list: QVBoxLayout = column(spacing=12)
        inside = QWidget()
        body = column(self._empty, self._list, None)
        body.setContentsMargins(0, 0, 6, 0)
        inside.setLayout(body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName(self.tr("Sample answers, newest first"))
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _, end: self._stay(end))
        self.body.setSpacing(10)
        self.body.addLayout(row(label(self.tr("Hear it change"), "heading"), None, self.questions.buttons))
        self.body.addWidget(self.questions)
        self.body.addWidget(self._scroll, 1)
        self.show_samples([])

    @property
    def samples(self) -> list[Sample]:
        """All of the run, as they came."""
        return list(self._samples)

    @property
    def answers(self) -> list[Sample]:
        """What is shown, from the top."""
        return list(reversed(self._shown))

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show the samples of a run; those that are there already stay as they are."""
        if self._samples and samples == self._samples:
            return
        self._samples = list(samples)
        self._empty.setVisible(not samples)
        self.questions.show_prompts(list(by_prompt(samples)))

    def _fill(self) -> None:
        wanted = by_prompt(self._samples).get(self.questions.at, [])
        if len(wanted) > _SHOWN:
            wanted = [wanted[0], *wanted[1 - _SHOWN :]]
        if wanted[: len(self._shown)] != self._shown:
            clear(self._list)
            if wanted[:1] != self._shown[:1]:  # another question
                self._scroll.verticalScrollBar().setValue(0)
            self._shown = []
        for sample in wanted[len(self._shown) :]:
            self._list.insertWidget(0, self._entry(sample))
        self._shown = wanted

    def _stay(self, end: int) -> None:
        bar = self._scroll.verticalScrollBar()
        if bar.value() > 0:  # at the top one sees the newest come
            bar.setValue(bar.value() + end - self._end)
        self._end = end

    def _entry(self, sample: Sample) -> QWidget:
        step = self.tr("step {0}").format(number(sample.step)) if sample.step else self.tr("before training")
        box = QWidget()
        answer = label(sample.text or "…", wrap=True, selectable=True)
        answer.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab passes by: the list is scrolled by keys
        answer.setAccessibleName(f"{step}: {sample.text}")
        box.setLayout(column(label(step, "caption"), answer, spacing=1))
        return box


def shortened(prompt: str) -> str:
    """A question as far as it fits beside a chart."""
    return prompt if len(prompt) <= _LONG else f"{prompt[:_LONG].rstrip()}…"
