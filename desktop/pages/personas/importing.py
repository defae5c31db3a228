"""What a `.macaw` file holds, and the question whether to take it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.amounts import decimal, percent, size
from desktop.pages.personas.card import persona_head
from desktop.pages.personas.panel import SidePanel
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label
from desktop.widgets.form import field

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.types import PersonaDetails, PersonaFile


_MOST = 2000  # characters: a prompt may have millions


class ImportPanel(SidePanel):
    """Shows a checked file; nothing is written before Import is pressed. Emits `import_wanted` with the name."""

    import_wanted = Signal(str)
    models_wanted = Signal()

    def __init__(self, file: PersonaFile) -> None:
        super().__init__()
        from engine.types import MAX_NAME

        self._file = file
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
        self.name.setMaxLength(MAX_NAME)
        if file.taken and not file.problem:
            hint = self.tr("There is a persona of this name already: this one is added beside it.")
            self.name.setText(fitting(self.tr("{0} (imported)"), persona.name))
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
        if details.weights_bytes:
            text = self.tr("{0}, for other tools").format(size(details.weights_bytes))
            facts.append((self.tr("PyTorch weights of the adapter"), text))
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
            shown = value if len(value) <= _MOST else value[:_MOST] + " …"
            lines.addLayout(
                column(label(name, "caption"), label(shown, wrap=True, selectable=True), spacing=0)
            )
        self.body.addLayout(lines)
        claim = self.tr(
            "The figures are what the file says about itself. Its weights and names were checked."
        )
        self.body.addWidget(label(claim, "caption", wrap=True))

    def _import(self) -> None:
        clear(self._errors)
        self.import_button.setEnabled(False)
        self.import_wanted.emit(self.name.text().strip())

    def show_failure(self, error: EngineError) -> None:
        """It was not imported."""
        from engine.errors import Cancelled

        self.import_button.setEnabled(True)
        if not isinstance(error, Cancelled):
            self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self._import)))


def fitting(pattern: str, name: str) -> str:
    """`pattern` filled with as much of `name` as a persona's name may be long."""
    from engine.types import MAX_NAME

    return pattern.format(name[: MAX_NAME - len(pattern.format(""))].strip())
