"""Voice: who is to speak, and on which base model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.amounts import size
from desktop.backend import Backend
from desktop.pages.train.arrange import Pair, scrolling
from desktop.pages.train.beginning import Beginning
from desktop.pages.train.plan import SHAPE, Plan
from desktop.pages.train.step import Step
from desktop.theme import theme
from desktop.widgets.avatar import Avatar
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row
from desktop.widgets.colors import ColorPicker
from desktop.widgets.form import TextArea, field

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.types import ModelEntry, Persona

_MAX_NAME = 60
_PARTS = ("layers_to_transform", "target_modules")  # settings that name parts of one base model


class VoiceStep(Step):
    """Name, colour, system prompt and base model."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._personas: dict[str, str] = {}  # shown name, case-folded, to id
        self._usable: list[ModelEntry] = []
        self._filling = False  # half filled in, the fields would write the plan before into the new one
        self.beginning = Beginning()
        self.name = QLineEdit()
        self.name.setMaxLength(_MAX_NAME)
        self.name.setPlaceholderText(self.tr("Gardener"))
        self._taken = label("", "caption", wrap=True)
        self.replace = QCheckBox(self.tr("Replace it when this one is done"))
        self.colors = ColorPicker()
        self.colors.setAccessibleName(self.tr("Colour"))
        self.prompt = TextArea(lines=4)
        self.prompt.setPlaceholderText(self.tr("You are a patient old gardener."))
        self.base = QComboBox()
        self._errors = column()
        self._face, self._face_name, self._face_base = (
            Avatar("", "", 44),
            label("", "heading"),
            label("", "caption"),
        )
        for part in (self._face_name, self._face_base):
            part.setWordWrap(True)
        pair = Pair(self._form(), self._about(), (3, 2))
        inside = QWidget()
        body = column(pair, None)
        inside.setLayout(body)
        self.setLayout(column(scrolling(inside, self.tr("Voice"))))
        self.beginning.chosen.connect(self._on_beginning)
        self.name.textChanged.connect(self._follow)
        # Queued: the key press goes on to the window first, and must not find another widget with the focus.
        self.name.returnPressed.connect(self.next_wanted, Qt.ConnectionType.QueuedConnection)
        self.replace.toggled.connect(self._on_replace)
        self.colors.chosen.connect(self._follow)
        self.prompt.textChanged.connect(self._follow)
        self.base.currentIndexChanged.connect(self._follow)

    def _form(self) -> Card:
        card = Card(margin=20)
        card.body.setSpacing(16)
        colors = QWidget()
        colors.setLayout(column(label(self.tr("Colour"), "heading"), self.colors, spacing=4))
        names = QWidget()
        names.setLayout(column(field(self.tr("Name"), self.name), self._taken, self.replace, spacing=6))
        for part in (
            self.beginning,
            names,
            colors,
            field(
                self.tr("System prompt (optional)"),
                self.prompt,
                self.tr(
                    "Given with every example and every chat. Leave it empty when the examples show the voice."
                ),
            ),
            field(
                self.tr("Base model"),
                self.base,
                self.tr("The model that learns the voice and speaks with it."),
            ),
        ):
            card.body.addWidget(part)
        card.body.addLayout(self._errors)
        return card

    def _about(self) -> QWidget:
        head = row(self._face, spacing=12)
        head.addLayout(column(self._face_name, self._face_base, spacing=1), 1)
        steps = [
            self.tr(
                "You give examples of how it speaks. A voice begins to be heard with about 50; 200 are comfortable."
            ),
            self.tr("Macaw checks them, and says how long training will take here."),
            self.tr("Training makes an adapter of a few megabytes. The base model stays as it is."),
            self.tr("You watch it learn, and can pause, stop or go on at any time."),
        ]
        box = QWidget()
        lines = column(Card(head, margin=18), 4, label(self.tr("What happens next"), "heading"), spacing=10)
        for number, text in enumerate(steps, 1):
            line = row(spacing=10)
            line.addWidget(label(f"{number}", "pill"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, "secondary", wrap=True), 1)
            lines.addLayout(line)
        lines.addStretch(1)
        box.setLayout(lines)
        return box

    # What is known

    def enter(self, plan: Plan) -> None:
        super().enter(plan)
        palette = theme.persona_palette()
        self._filling = True
        self.name.setText(plan.name)
        self.prompt.setPlainText(plan.system_prompt)
        self.colors.choose(plan.color or palette.get("gardener", next(iter(palette.values()))))
        self.replace.setChecked(bool(plan.replaces))
        self.base.clear()
        self.beginning.hide()
        self._filling = False
        self.backend.run(
            lambda engine, call: (engine.personas(), engine.model_entries()),
            done=lambda found: self._show_known(*found),
            failed=self._show_error,
        )
        self._follow()
        self.name.setFocus()

    def _show_known(self, personas: Sequence[Persona], entries: Sequence[ModelEntry]) -> None:
        clear(self._errors)
        self._personas = {p.name.casefold(): p.id for p in personas if not p.builtin}
        self._usable = [entry for entry in entries if entry.info]
        self._filling = True
        self.base.clear()
        for entry in self._usable:
            assert entry.info
            text = f"{entry.info.name} · {entry.info.quantization} · {size(entry.info.bytes)}"
            self.base.addItem(text, (entry.id, entry.info.name))
        self._choose_base(self.plan.base if self.plan.continues else self.plan.base or self._default)
        self._filling = False
        self.beginning.offer(personas, self.plan.continues)
        if self.plan.continues and not (self.beginning.persona and self.plan.continues_name):
            self._begin_with()  # it is new here, or the voice it was to go on from is gone
        self._follow()

    @property
    def _default(self) -> str:
        return next((entry.id for entry in self._usable if entry.default), "")

    def _choose_base(self, id: str) -> None:
        ids = [self.base.itemData(at)[0] for at in range(self.base.count())]
        self.base.setCurrentIndex(ids.index(id) if id in ids else -1)

    def _on_beginning(self) -> None:
        persona = self.beginning.persona
        if (persona.id if persona else "") != self.plan.continues:
            self._begin_with()

    def _begin_with(self) -> None:
        """Another beginning was chosen: what a voice has is kept for what it becomes."""
        persona, plan = self.beginning.persona, self.plan
        plan.continues, plan.continues_name = (persona.id, persona.name) if persona else ("", "")
        plan.measure = None
        for name in (*SHAPE, "method"):
            plan.own.pop(name, None)
        self._filling = True
        self.name.setText(self._second_name if persona else "")
        self.prompt.setPlainText(persona.system_prompt if persona else "")
        self.replace.setChecked(False)
        if persona:
            self.colors.choose(persona.color)
        bases = {entry.info.sha256: entry.id for entry in self._usable if entry.info}
        only = persona.base_sha256 if persona else ""
        plan.base, plan.base_name = bases.get(only, "") if only else self._default, ""
        self._choose_base(plan.base)
        self._filling = False
        self._follow()

    @property
    def _second_name(self) -> str:
        names = (f"{self.plan.continues_name} {number}" for number in count(2))
        return next(name for name in names if name.casefold() not in self._personas)

    def _on_replace(self, on: bool) -> None:
        """Who takes the place of another has its name, unless it was given one of its own."""
        if self._filling:
            return
        one, other = self.plan.continues_name, self._second_name
        if self.plan.continues and self.name.text() == (other if on else one):
            self.name.setText(one if on else other)
        self._follow()

    def _show_error(self, error: EngineError) -> None:
        clear(self._errors)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Retry"), lambda: self.enter(self.plan))))

    def _follow(self) -> None:
        if self._filling:
            return
        plan = self.plan
        plan.name, plan.color = self.name.text().strip(), self.colors.color
        if plan.system_prompt != self.prompt.toPlainText().strip():
            plan.system_prompt, plan.measure = self.prompt.toPlainText().strip(), None
        if data := self.base.currentData():
            if data[0] != plan.base:
                plan.measure = None
                for part in _PARTS:
                    plan.own.pop(part, None)
            plan.base, plan.base_name = data
        same = plan.continues or self._personas.get(plan.name.casefold(), "")
        self._taken.setVisible(bool(same))
        self.replace.setVisible(bool(same))
        self._taken.setText(
            self.tr("{0} stays as it is, unless:").format(plan.continues_name)
            if plan.continues
            else self.tr("There is a {0} already. Both will be kept, unless:").format(plan.name)
        )
        plan.replaces = same if same and self.replace.isChecked() else ""
        self.base.setEnabled(not plan.continues)  # an adapter belongs to its base
        self._face.show_persona(plan.name or "?", plan.color)
        self._face_name.setText(plan.name or self.tr("Your voice"))
        self._face_base.setText(self.tr("on {0}").format(plan.base_name) if plan.base_name else "")
        self.changed.emit()

    @property
    def complete(self) -> bool:
        return bool(self.plan.name and self.plan.base)

    @property
    def hint(self) -> str:
        if not self.plan.name:
            return self.tr("Give it a name.")
        if self.plan.continues and not self.plan.base:
            return self.tr("The base model this voice was trained on is not here.")
        return ""
