"""The collections of documents that a persona brings along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.backend import Backend
from desktop.widgets.basic import ErrorBox, button, clear, column, label, row
from desktop.widgets.plain import escape_mnemonic

if TYPE_CHECKING:
    from engine.errors import EngineError


class CollectionPicker(QWidget):
    """Those attached, ticked; the others are fetched on demand, for that wakes the library's process."""

    changed = Signal()

    def __init__(self, backend: Backend, attached: Sequence[str]) -> None:
        super().__init__()
        self._backend = backend
        self._boxes: dict[str, QCheckBox] = {}
        self._list = column(spacing=4)
        self._note = label("", "caption", wrap=True)
        self._errors = column()
        self.choose_button = button(self.tr("Choose collections…"), self._fetch)
        layout = column(self._list, self._note, self._errors, spacing=4)
        layout.addLayout(row(self.choose_button, None))
        self.setLayout(layout)
        for name in attached:
            self._add(name, checked=True)
        self._note.setText(
            "" if attached else self.tr("None. Attached documents are used in every new chat.")
        )

    @property
    def chosen(self) -> list[str]:
        return [name for name, box in self._boxes.items() if box.isChecked()]

    def _add(self, name: str, *, checked: bool) -> None:
        box = QCheckBox(escape_mnemonic(name))
        box.setAccessibleName(name)
        box.setChecked(checked)
        box.toggled.connect(lambda: self.changed.emit())
        self._boxes[name] = box
        self._list.addWidget(box)

    def _fetch(self) -> None:
        clear(self._errors)
        self.choose_button.setEnabled(False)
        self._note.setText(self.tr("Opening the library…"))
        self._backend.run(
            lambda engine, call: [collection.name for collection in engine.collections()],
            done=self._show,
            failed=self._failed,
        )

    def _show(self, names: list[str]) -> None:
        self.choose_button.hide()
        for name in names:
            if name not in self._boxes:
                self._add(name, checked=False)
        missing = sorted(set(self._boxes) - set(names))
        if missing:
            self._note.setText(self.tr("Not in the library any more: {0}").format(", ".join(missing)))
        else:
            self._note.setText(
                "" if names else self.tr("There are none yet: add documents on the Library page.")
            )

    def _failed(self, error: EngineError) -> None:
        self._note.setText("")
        self.choose_button.setEnabled(True)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self._fetch)))
