"""Where a voice begins: from nothing, or from one that has learned something already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from desktop.widgets.avatar import avatar_icon
from desktop.widgets.basic import button, column, label
from desktop.widgets.flow import FlowLayout
from desktop.widgets.form import calm

if TYPE_CHECKING:
    from engine.types import Persona


class Beginning(QWidget):
    """`chosen` comes when a person chooses; `persona` is the one that is taught more."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._personas: list[Persona] = []
        self.anew = button(self.tr("A new voice"), role="chip")
        self.more = button(self.tr("Teach a voice more"), role="chip")
        group = QButtonGroup(self)
        for chip in (self.anew, self.more):
            chip.setCheckable(True)
            group.addButton(chip)
        self.anew.setChecked(True)
        self.personas = QComboBox()
        self.personas.setAccessibleName(self.tr("The voice that is taught more"))
        calm(self.personas)
        self._note = label(
            self.tr(
                "Training goes on from its adapter, with the new examples and some of those it has learned: "
                "it keeps what it knew."
            ),
            "caption",
            wrap=True,
        )
        self.setLayout(column(FlowLayout(self.anew, self.more), self.personas, self._note, spacing=8))
        group.buttonClicked.connect(lambda _: self._on_chosen())
        self.personas.currentIndexChanged.connect(lambda _: self._on_chosen())
        self.hide()  # until it is known who there is
        self._show()

    @property
    def persona(self) -> Persona | None:
        """Whom to teach more; None for a new voice."""
        at = self.personas.currentIndex()
        return self._personas[at] if self.more.isChecked() and 0 <= at < len(self._personas) else None

    def offer(self, personas: Sequence[Persona], chosen: str) -> None:
        """Those that can be taught more, and the id of the one that is, if any."""
        self._personas = [persona for persona in personas if persona.adapter]
        ids = [persona.id for persona in self._personas]
        with QSignalBlocker(self.personas):
            self.personas.clear()
            for persona in self._personas:
                self.personas.addItem(avatar_icon(persona.name, persona.color), persona.name, persona.id)
            self.personas.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
        (self.more if chosen in ids else self.anew).setChecked(True)
        self.setVisible(bool(ids))
        self._show()

    def _on_chosen(self) -> None:
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        self.personas.setVisible(self.more.isChecked())
        self._note.setVisible(self.more.isChecked())
