"""What a `.macaw` file holds, and the question whether to take it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.amounts import decimal, percent, size
from desktop.backend import Backend
from desktop.pages.personas.card import persona_head
from desktop.pages.personas.panel import SidePanel
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label
from desktop.widgets.form import field

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import Persona, PersonaDetails, PersonaFile


class ImportPanel(SidePanel):
    """Shows a checked file; nothing is written before Import is pressed. Emits `imported` with the persona."""

    imported = Signal(object)
    models_wanted = Signal()

    def __init__(self, backend: Backend, file: PersonaFile) -> None:
        super().__init__()
        self._backend, self._file = backend, file
        persona = file.details.persona
        self.set_title(self.tr("Import “{0}”?").format(persona.name))
        head = Card(persona_head(file.details), role="sunken", margin=14)
        if persona.description:
            head.body.addWidget(label(persona.description, wrap=True))
        self.body.addWidget(head)
        self._errors = column()
        self.import_button = button(self.tr("Import"), self._import, "primary")
        buttons: list[QPushButton] = []
        if file.problem:
            self._show_problem()
        else:
            buttons.append(self.import_button)
        self._show_facts(file.details)
        self.name = QLineEdit(persona.name)
        if file.taken and not file.problem:
            hint = self.tr("There is a persona of this name already: this one is added beside it.")
            self.name.setText(self.tr("{0} (imported)").format(persona.name))
            self.body.addWidget(field(self.tr("Add it as"), self.name, hint))
        self.body.addStretch(1)
        self.set_buttons(self._errors, *buttons, button(self.tr("Cancel"), self.close_panel))

    def _show_problem(self) -> None:
        from engine.errors import from_wire

        error = from_wire(dict(self._file.problem))
        error.fix = self.tr("Add that base model on the Models page, then import the persona again.")
        self.body.addWidget(ErrorBox(error, button(self.tr("Open Models"), self.models_wanted.emit)))

    def _show_facts(self, details: PersonaDetails) -> None:
        persona = details.persona
        facts = [(self.tr("File"), f"{self._file.path.name}, {size(sum(self._file.files.values()))}")]
        if persona.adapter:
            facts.append((self.tr("Adapter"), f"r {details.r}, {size(details.adapter_bytes)}"))
        if details.trained_on:
            facts.append((self.tr("Trained on"), details.trained_on))
        if details.best_valid_loss is not None:
            facts.append((self.tr("Validation loss"), decimal(details.best_valid_loss)))
        if details.parity:
            facts.append((self.tr("Speaks as trained"), percent(details.parity.top1_agreement)))
        if persona.system_prompt:
            facts.append((self.tr("System prompt"), persona.system_prompt))
        if persona.collections:
            facts.append((self.tr("Documents"), ", ".join(persona.collections)))
        lines = column(spacing=8)
        for name, value in facts:
            lines.addLayout(
                column(label(name, "caption"), label(value, wrap=True, selectable=True), spacing=0)
            )
        self.body.addLayout(lines)
        claim = self.tr(
            "The figures are what the file says about itself. Its weights and names were checked."
        )
        self.body.addWidget(label(claim, "caption", wrap=True))

    def _import(self) -> None:
        file, name = self._file, self.name.text().strip()

        def work(engine: Engine, call: object) -> Persona:
            if not file.taken:
                return engine.import_persona(file.path)
            made = engine.import_persona(file.path, engine.free_persona_id(name or file.id))
            return engine.save_persona(made.model_copy(update={"name": name or made.name}))

        clear(self._errors)
        self.import_button.setEnabled(False)
        self._backend.run(work, done=self._imported, failed=self._failed)

    def _imported(self, persona: Persona) -> None:
        self.imported.emit(persona)

    def _failed(self, error: EngineError) -> None:
        self.import_button.setEnabled(True)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self._import)))
