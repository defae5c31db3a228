"""“Hear it change”: the same question, answered at the start and at every validation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.amounts import number
from desktop.pages.train.points import Sample
from desktop.widgets.basic import Card, clear, column, label

_SHOWN = 60  # the first and the newest; metrics.jsonl keeps all


class Hearing(Card):
    """The samples of a run, oldest first; stays at the newest unless someone scrolled away."""

    def __init__(self) -> None:
        super().__init__(margin=18)
        self._shown: list[Sample] = []
        self._follows = True  # the newest answer, as it grows
        self._question = label("", "caption", wrap=True)
        self._empty = label(
            self.tr(
                "A question from your held-out examples is answered here at the start and at every validation."
            ),
            "secondary",
            wrap=True,
        )
        self._list: QVBoxLayout = column(spacing=12)
        inside = QWidget()
        inside.setLayout(column(self._empty, self._list, None))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName(self.tr("Sample answers"))
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setValue(most) if self._follows else None)
        self.body.setSpacing(10)
        self.body.addWidget(label(self.tr("Hear it change"), "heading"))
        self.body.addWidget(self._question)
        self.body.addWidget(self._scroll, 1)
        self.show_samples([])

    @property
    def samples(self) -> list[Sample]:
        return list(self._shown)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show these; those that are there already stay as they are."""
        wanted = list(samples)
        if len(wanted) > _SHOWN:
            wanted = [wanted[0], *wanted[1 - _SHOWN :]]
        bar = self._scroll.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        if wanted[: len(self._shown)] != self._shown:
            clear(self._list)
            self._shown = []
        for sample in wanted[len(self._shown) :]:
            self._list.addWidget(_entry(self.tr("step {0}").format(number(sample.step)), sample.text))
        self._shown = wanted
        self._question.setText(self.tr("“{0}”").format(wanted[0].prompt) if wanted else "")
        self._question.setVisible(bool(wanted))
        self._empty.setVisible(not wanted)
        self._follows = at_end


def _entry(step: str, text: str) -> QWidget:
    box = QWidget()
    answer = label(text or "…", wrap=True, selectable=True)
    answer.setAccessibleName(f"{step}: {text}")
    box.setLayout(column(label(step, "caption"), answer, spacing=1))
    return box
