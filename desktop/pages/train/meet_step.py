"""Meet: what came out, in plain words, and the way to the chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.amounts import decimal, number, percent
from desktop.pages.train.arrange import Pair, scrolling
from desktop.pages.train.hearing import Questions
from desktop.pages.train.live import LiveRun
from desktop.pages.train.points import Sample, by_prompt
from desktop.pages.train.preview import answer
from desktop.pages.train.words import early_words, span
from desktop.widgets.avatar import Avatar
from desktop.widgets.basic import Card, button, clear, column, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.plain import escape_mnemonic
from desktop.widgets.tinted import TintedCard

if TYPE_CHECKING:
    from engine.types import Parity, RunInfo


class MeetStep(QWidget):
    """The new persona's card."""

    def __init__(
        self, meet: Callable[[], object], again: Callable[[], object], more: Callable[[], object]
    ) -> None:
        super().__init__()
        self._meet, self._again, self._more = meet, again, more
        self._body = column(spacing=16)
        inside = QWidget()
        body = column(self._body, None)
        inside.setLayout(body)
        self.setLayout(column(scrolling(inside, self.tr("Meet"))))

    def show_run(self, live: LiveRun) -> None:
        """Introduce the persona of a run that is done."""
        clear(self._body)
        self._body.addWidget(Pair(self._card(live), self._answers(live), (1, 1)))

    def _card(self, live: LiveRun) -> QWidget:
        card = TintedCard(live.color, margin=20)
        card.body.setSpacing(14)
        head = row(Avatar(live.name, live.color, 56), spacing=14)
        head.addLayout(
            column(
                label(live.name, "title", wrap=True), label(live.made_of, "caption", wrap=True), spacing=2
            ),
            1,
        )
        card.body.addLayout(head)
        if live.info:
            for title, text in self._learned(live.info, live.continues):
                card.body.addWidget(_fact(title, text))
        if live.parity:
            for title, text in self._proof(live.parity):
                card.body.addWidget(_fact(title, text))
        meet = self.tr("Meet {0}").format(live.name)
        self.meet_button = button(escape_mnemonic(meet), self._meet, "primary", name=meet)
        self.meet_button.setObjectName("meet")
        card.body.addSpacing(4)
        teach = button(self.tr("Teach it more…"), self._more)
        teach.setObjectName("teach")
        again = button(self.tr("Train another voice"), self._again)
        card.body.addLayout(FlowLayout(self.meet_button, teach, again))
        return card

    def _learned(self, info: RunInfo, continues: str) -> list[tuple[str, str]]:
        facts = []
        if info.best_valid_loss is not None:
            text = {
                "sft": self.tr(
                    "On questions it had not seen, its loss was {0} at its best, at step {1}. That is the one kept."
                ),
                "text": self.tr(
                    "On texts it had not seen, its loss was {0} at its best, at step {1}. That is the one kept."
                ),
                "dpo": self.tr(
                    "On pairs of answers it had not seen, its loss was {0} at its best, at step {1}. "
                    "That is the one kept."
                ),
            }[info.settings.method]
            facts.append(
                (self.tr("Learned"), text.format(decimal(info.best_valid_loss), number(info.best_step)))
            )
        if info.loss_first is not None and info.loss_last is not None:
            text = (
                self.tr(
                    "The training loss went from {0} to {1}; 0.69 is tossing a coin, lower prefers more surely."
                )
                if info.settings.method == "dpo"
                else self.tr("The training loss went from {0} to {1}; lower is closer to your examples.")
            )
            facts.append(
                (self.tr("In training"), text.format(decimal(info.loss_first), decimal(info.loss_last)))
            )
        if info.old_loss_before is not None and info.old_loss_after is not None:
            text = self.tr("On what {0} knew before, its loss went from {1} to {2}.")
            before, after = decimal(info.old_loss_before), decimal(info.old_loss_after)
            facts.append((self.tr("Kept"), text.format(continues, before, after)))
        text = self.tr("{0} steps, {1} tokens, {2}.")
        effort = text.format(number(info.step), number(info.tokens), span(info.seconds))
        if info.stopped_early:
            effort = f"{effort} {early_words(info.best_step)}"
        facts.append((self.tr("Effort"), effort))
        return facts

    def _proof(self, parity: Parity) -> list[tuple[str, str]]:
        same = self.tr(
            "In chat it chooses the same next word as the trained model {0} of the time, checked at {1} places of "
            "held-out answers. The bare base model: {2}."
        ).format(
            percent(parity.top1_agreement), number(parity.positions), percent(parity.base_top1_agreement)
        )
        if parity.effect_kl >= 0.5:
            strength = self.tr("strongly")
        elif parity.effect_kl >= 0.05:
            strength = self.tr("clearly")
        else:
            strength = self.tr("a little")
        effect = self.tr("Turning the voice on changes the answers {0} (KL {1} nats).").format(
            strength, decimal(parity.effect_kl, 3 if parity.effect_kl < 0.1 else 2)
        )
        return [(self.tr("Speaks as trained"), same), (self.tr("Effect"), effect)]

    def _answers(self, live: LiveRun) -> QWidget:
        card = Card(margin=20)
        card.body.setSpacing(12)
        heading = label(self.tr("Before and after"), "heading")
        samples = by_prompt(live.points.samples)
        if not samples:
            none = label(self.tr("No sample was taken in this run."), "secondary", wrap=True)
            card.body.addLayout(column(heading, none, None, spacing=12))
            return card
        questions, pair = Questions(), column(spacing=12)

        def show() -> None:
            clear(pair)
            heard = samples[questions.at]
            first, last = heard[0], _kept_sample(live, heard)
            pair.addWidget(answer(live.continues or self.tr("The base model"), first.text, ""))
            if last.step != first.step:
                title = self.tr("{0}, at step {1}").format(live.name, number(last.step))
                pair.addWidget(answer(title, last.text, live.color))

        questions.chosen.connect(show)
        card.body.addLayout(row(heading, None, questions.buttons))
        card.body.addWidget(questions)
        card.body.addLayout(pair)
        card.body.addStretch(1)
        questions.show_prompts(list(samples))
        return card


def _kept_sample(live: LiveRun, heard: Sequence[Sample]) -> Sample:
    """Of the answers to one question, the newest up to the step that is kept."""
    kept = live.info.best_step if live.info else 0
    return next((sample for sample in reversed(heard) if sample.step <= kept), heard[-1 if not kept else 0])


def _fact(title: str, text: str) -> QWidget:
    box = QWidget()
    words = label(text, wrap=True, selectable=True)
    words.setAccessibleName(f"{title}: {text}")
    box.setLayout(column(label(title, "caption", wrap=True), words, spacing=2))
    return box
