"""The form of a persona, with a preview that follows every key and a field to try it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from desktop.backend import Backend, Call
from desktop.pages.personas.card import runs_on
from desktop.pages.personas.collections import CollectionPicker
from desktop.pages.personas.panel import SidePanel
from desktop.pages.personas.try_it import TryIt
from desktop.widgets.avatar import Avatar
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row
from desktop.widgets.colors import ColorPicker
from desktop.widgets.flow import FlowLayout
from desktop.widgets.form import TextArea, field
from desktop.widgets.plain import ask

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import ModelInfo, Persona, PersonaDetails

_MAX_TOKENS = 4096


class PersonaEditor(SidePanel):
    """Edits the persona of `details`; one without an id is new. Emits `saved` with what is on the shelf now."""

    saved = Signal(object)

    def __init__(self, backend: Backend, details: PersonaDetails, others: Iterable[str] = ()) -> None:
        """`others` are the names of the other personas."""
        super().__init__()
        self._others = {name.casefold() for name in others}
        persona = details.persona
        self.is_new = not persona.id
        self._backend, self._details = backend, details
        self.set_title(self.tr("New persona") if self.is_new else self.tr("Edit {0}").format(persona.name))
        self._make_fields(persona)
        self.try_it = TryIt(backend, self.draft)
        for part in self._parts():
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._errors = column()
        self.save_button = button(self.tr("Create") if self.is_new else self.tr("Save"), self.save, "primary")
        self.set_buttons(self._errors, self.save_button, button(self.tr("Cancel"), self.close_panel))
        self._original = self.draft()
        self._follow()
        if not persona.adapter:
            self._ask_for_models()

    def _make_fields(self, persona: Persona) -> None:
        from engine.types import MAX_DESCRIPTION, MAX_NAME

        self.name = QLineEdit(persona.name)
        self.name.setMaxLength(MAX_NAME)
        self.name.setPlaceholderText(self.tr("Gardener"))
        self._taken = label("", "warn", wrap=True)
        self.description = QLineEdit(persona.description)
        self.description.setMaxLength(MAX_DESCRIPTION)
        self.description.setCursorPosition(0)
        self.description.setPlaceholderText(self.tr("What it is good at, in a sentence"))
        self.colors = ColorPicker()
        self.colors.choose(persona.color)
        self.prompt = TextArea(persona.system_prompt)
        self.prompt.setPlaceholderText(
            self.tr(
                "You are a patient old gardener. You answer in plain words, with a tip from your own garden."
            )
        )
        self.temperature = _decimal(persona.sampling.temperature, 0, 2, 0.1)
        self.top_p = _decimal(persona.sampling.top_p, 0.05, 1, 0.05)
        self.max_tokens = QSpinBox()
        self.max_tokens.setRange(16, max(_MAX_TOKENS, persona.sampling.max_tokens))
        self.max_tokens.setSingleStep(64)
        self.max_tokens.setValue(persona.sampling.max_tokens)
        self.base = QComboBox()
        self.base.addItem(self.tr("The default base model"), "")
        if persona.base_model:
            self.base.addItem(persona.base_model, persona.base_model)
            self.base.setCurrentIndex(1)
        self.collections = CollectionPicker(self._backend, persona.collections)
        for signal in (self.name.textChanged, self.description.textChanged, self.colors.chosen):
            signal.connect(self._follow)

    def _parts(self) -> list[QWidget]:
        persona = self._details.persona
        sampling = QWidget()
        sampling.setLayout(
            FlowLayout(
                field("temperature", self.temperature, role="caption"),
                field("top_p", self.top_p, role="caption"),
                field("max_tokens", self.max_tokens, role="caption"),
                spacing=12,
            )
        )
        sampling_hint = self.tr("A lower temperature is steadier, a higher one livelier.")
        if persona.adapter:
            base = label(
                self.tr("Its adapter speaks on {0}.").format(runs_on(self._details)), "caption", wrap=True
            )
        else:
            base = field(self.tr("Base model"), self.base)  # type: ignore[assignment]
        parts = [
            self._preview(),
            field(self.tr("Name"), self.name),
            self._taken,
            field(self.tr("Description"), self.description),
            _group(self.tr("Colour"), self.colors),
            field(
                self.tr("System prompt"),
                self.prompt,
                self.tr("Who it is and how it speaks. An adapter needs none: it is the voice."),
            ),
            base,
            _group(self.tr("Sampling"), sampling, sampling_hint),
            _group(self.tr("Documents"), self.collections),
            self.try_it,
        ]
        if persona.builtin:
            hint = self.tr("This one comes with Macaw. Your changes are kept as a copy that hides it.")
            parts.insert(0, label(hint, "caption", wrap=True))
        return parts

    def _preview(self) -> QWidget:
        self._face = Avatar("", "", 40)
        self._shown_name = label("", "heading", wrap=True)
        self._shown_description = label("", "caption", wrap=True)
        texts = column(self._shown_name, self._shown_description, spacing=1)
        line = row(self._face, spacing=10)
        line.addLayout(texts, 1)
        card = Card(line, role="sunken", margin=14)
        card.setAccessibleName(self.tr("Preview"))
        return card

    def _follow(self) -> None:
        """Show in the preview what the fields say."""
        name = self.name.text().strip()
        self._face.show_persona(name or "?", self.colors.color)
        self._shown_name.setText(name or self.tr("No name yet"))
        self._shown_description.setText(self.description.text().strip() or runs_on(self._details))
        taken = name.casefold() in self._others
        said = self.tr("There is a persona called “{0}” already. Both will be kept.")
        self._taken.setText(said.format(name) if taken else "")
        self._taken.setVisible(taken)
        self.save_button.setEnabled(bool(name))
        self.save_button.setToolTip("" if name else self.tr("Give it a name first."))

    def _ask_for_models(self) -> None:
        clear(self._errors)
        self._backend.run(
            lambda engine, call: engine.models(), done=self._show_models, failed=self._no_models
        )

    def _no_models(self, error: EngineError) -> None:
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self._ask_for_models)))

    def _show_models(self, models: list[ModelInfo]) -> None:
        chosen = self.base.currentData()
        self.base.clear()
        self.base.addItem(self.tr("The default base model"), "")
        for model in models:
            self.base.addItem(model.name, model.id)
        self.base.setCurrentIndex(max(0, self.base.findData(chosen)))

    def draft(self) -> Persona:
        """The persona as the form has it now."""
        persona = self._details.persona
        sampling = persona.sampling.model_copy(
            update={
                "temperature": self.temperature.value(),
                "top_p": self.top_p.value(),
                "max_tokens": self.max_tokens.value(),
            }
        )
        changes = {
            "name": self.name.text().strip(),
            "description": self.description.text().strip(),
            "color": self.colors.color,
            "system_prompt": self.prompt.toPlainText().strip(),
            "sampling": sampling,
            "collections": self.collections.chosen,
        }
        if not persona.adapter:
            changes["base_model"] = self.base.currentData() or ""
        return persona.model_copy(update=changes)

    @property
    def persona_id(self) -> str:
        """Empty for a new one."""
        return self._details.persona.id

    @property
    def changed(self) -> bool:
        return self.draft() != self._original

    def save(self) -> None:
        """Put the draft on the shelf."""
        draft, is_new = self.draft(), self.is_new

        def work(engine: Engine, call: Call) -> Persona:
            if not is_new:
                return engine.save_persona(draft)
            made = draft.model_copy(update={"id": engine.free_persona_id(draft.name)})
            engine.create_persona(made)
            return made

        clear(self._errors)
        self.save_button.setEnabled(False)
        self._backend.run(work, done=self._saved, failed=self._failed)

    def _saved(self, persona: Persona) -> None:
        self.saved.emit(persona)

    def _failed(self, error: EngineError) -> None:
        self.save_button.setEnabled(True)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self.save)))

    def close_panel(self) -> None:
        if self.may_close():
            super().close_panel()

    def may_close(self) -> bool:
        """Ask before changes are thrown away."""
        if not self.changed:
            return True
        name = self.name.text() or self.tr("New persona")
        return ask(
            self.window(),
            self.tr("Unsaved changes"),
            self.tr("Discard the changes to “{0}”?").format(name),
            act=self.tr("Discard"),
            stay=self.tr("Keep editing"),
        )


def _decimal(value: float, least: float, most: float, step: float) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setDecimals(2)
    made.setRange(least, max(most, value))
    made.setSingleStep(step)
    made.setValue(value)
    return made


def _group(caption: str, widget: QWidget, hint: str = "") -> QWidget:
    """Several controls under one caption."""
    widget.setAccessibleName(caption)
    box = QWidget()
    box.setLayout(column(label(caption, "heading"), widget, spacing=4))
    if hint and (layout := box.layout()):
        layout.addWidget(label(hint, "caption", wrap=True))
    return box
