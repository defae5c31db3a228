"""One persona on the shelf: who it is, what it runs on, what was measured, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QToolButton, QWidget

from desktop.amounts import decimal, number, percent, size
from desktop.icons import wear
from desktop.widgets.avatar import Avatar
from desktop.widgets.basic import ErrorBox, button, column, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.tinted import TintedCard

if TYPE_CHECKING:
    from engine.types import PersonaDetails

Action = Callable[["PersonaDetails"], object]


class PersonaCard(TintedCard):
    """A card. Its buttons call `actions`: chat, edit, export, duplicate, remove."""

    def __init__(self, details: PersonaDetails, actions: Mapping[str, Action]) -> None:
        super().__init__(details.persona.color)
        self.details, self._actions = details, actions
        self.export_button: QPushButton | None = None
        self.setObjectName(f"persona-{details.persona.id}")
        self.setAccessibleName(details.persona.name)
        self.body.setSpacing(10)
        if details.problem:
            self._show_problem(details)
            return
        self.body.addLayout(persona_head(details))
        if details.persona.description and not _automatic(details):
            self.body.addWidget(label(details.persona.description, wrap=True))
        for measured in self._measured(details):
            self.body.addWidget(measured)
        self.body.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(self._buttons(details))

    def _measured(self, details: PersonaDetails) -> list[QWidget]:
        """What the report says, and nothing it does not say."""
        lines: list[QWidget] = []
        if parity := details.parity:
            line = _Bar(
                self.tr("Speaks as trained"), parity.top1_agreement, "ok" if parity.passed else "warn"
            )
            line.setToolTip(
                self.tr(
                    "On {0} places of held-out answers, the adapter in llama.cpp chose the same next token as the "
                    "trained one in PyTorch {1} of the time. The bare base model: {2}."
                ).format(
                    number(parity.positions),
                    percent(parity.top1_agreement),
                    percent(parity.base_top1_agreement),
                )
            )
            lines.append(line)
        facts = []
        if details.trained_on:
            facts.append(self.tr("Trained on “{0}”").format(details.trained_on))
        if details.best_valid_loss is not None:
            facts.append(self.tr("validation loss {0}").format(decimal(details.best_valid_loss)))
        if facts:
            lines.append(label(" · ".join(facts), "caption", wrap=True))
        elif details.persona.system_prompt:
            lines.append(label(self.tr("Speaks from its system prompt."), "caption", wrap=True))
        if details.hides_starter:
            lines.append(label(self.tr("Your edited copy of a starter."), "caption", wrap=True))
        return lines

    def _buttons(self, details: PersonaDetails) -> QHBoxLayout:
        name, plain = details.persona.name, details.persona.id == "plain"
        chat = button(self.tr("Chat"), self._do("chat"), name=self.tr("Chat with {0}").format(name))
        made: list[QWidget] = [chat]
        if not plain:
            self.edit_button = button(
                self.tr("Edit"), self._do("edit"), name=self.tr("Edit {0}").format(name)
            )
            said = self.tr("Export {0}").format(name)
            self.export_button = button(self.tr("Export"), self._do("export"), name=said)
            if details.weights_bytes:
                whole = size(details.adapter_bytes + details.weights_bytes)
                tip = self.tr("About {0}: the adapter ({1}), and its PyTorch weights ({2}) for other tools")
                parts = (whole, size(details.adapter_bytes), size(details.weights_bytes))
                self.export_button.setToolTip(tip.format(*parts))
            made += [self.edit_button, self.export_button]
        flow = FlowLayout(*made, self._more(details))
        line = QHBoxLayout()
        line.addLayout(flow)
        return line

    def _more(self, details: PersonaDetails) -> QToolButton:
        more = QToolButton()
        more.setProperty("role", "more")
        wear(more, "menu", "text")
        more.setIconSize(QSize(20, 20))
        more.setAccessibleName(self.tr("More for {0}").format(details.persona.name))
        more.setToolTip(self.tr("More"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        if details.persona.adapter:
            menu.addAction(self.tr("Teach it more…"), self._do("teach"))
        menu.addAction(self.tr("Duplicate"), self._do("duplicate"))
        if details.hides_starter:
            menu.addAction(self.tr("Restore the original"), self._do("remove"))
        elif not details.persona.builtin:
            menu.addAction(self.tr("Delete"), self._do("remove"))
        more.setMenu(menu)
        return more

    def _do(self, action: str) -> Callable[[], object]:
        return lambda: self._actions[action](self.details)

    def _show_problem(self, details: PersonaDetails) -> None:
        from engine.errors import from_wire

        remove = button(
            self.tr("Remove it"),
            self._do("remove"),
            name=self.tr("Remove {0}").format(details.persona.name),
        )
        self.body.addWidget(ErrorBox(from_wire(dict(details.problem)), remove))
        self.body.addStretch(1)


def _automatic(details: PersonaDetails) -> bool:
    """Whether its description is only what training wrote: the line below says it in the person's language."""
    said = details.persona.description
    ours = QCoreApplication.translate("Train", "Trained on {0}.").partition("{0}")[0]
    return bool(details.trained_on) and said.startswith(("Trained on ", ours or " ")) and said.endswith(".")


def persona_head(details: PersonaDetails) -> QHBoxLayout:
    """Face, name, and what it runs on."""
    persona = details.persona
    face = Avatar(persona.name, persona.color, 40)
    names = column(
        label(persona.name, "heading", wrap=True), label(runs_on(details), "caption", wrap=True), spacing=1
    )
    line = row(face, spacing=10)
    line.addLayout(names, 1)
    return line


def runs_on(details: PersonaDetails) -> str:
    """`SmolLM2 135M Instruct · r 8 · 4.9 MB`"""
    parts = [details.base_name or details.persona.base_model]
    if details.r:
        parts.append(f"r {details.r}")
    if details.adapter_bytes:
        parts.append(size(details.adapter_bytes))
    return " · ".join(part for part in parts if part)


class _Bar(QWidget):
    """A share with its name and value."""

    def __init__(self, name: str, share: float, role: str) -> None:
        super().__init__()
        bar = QProgressBar()
        bar.setProperty("role", role)
        bar.setRange(0, 1000)
        bar.setValue(round(share * 1000))
        bar.setTextVisible(False)
        bar.setMinimumWidth(40)
        bar.setAccessibleName(f"{name} {percent(share)}")
        line = row(label(name, "caption"), spacing=10)
        line.addWidget(bar, 1)
        line.addWidget(label(percent(share), "caption"))
        self.setLayout(line)
