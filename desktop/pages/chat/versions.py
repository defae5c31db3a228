"""The small arrows between versions of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.basic import button, label, row

if TYPE_CHECKING:
    from engine.api import StoredMessage


class Versions(QWidget):
    """`‹ 2 of 3 ›`, hidden where there is only one."""

    chosen = Signal(int)  # a message

    def __init__(self) -> None:
        super().__init__()
        self._message: StoredMessage | None = None
        self._back = button("‹", lambda: self._go(-1), "link", name=self.tr("The version before"))
        self._forth = button("›", lambda: self._go(1), "link", name=self.tr("The version after"))
        self._place = label("", "caption")
        self.setLayout(row(self._back, self._place, self._forth, spacing=0))
        self.hide()

    def show_versions(self, message: StoredMessage) -> None:
        """Show which of its versions `message` is."""
        self._message = message
        at, count = message.versions.index(message.id), len(message.versions)
        self._place.setText(self.tr("{0} of {1}").format(at + 1, count))
        self._back.setEnabled(at > 0)
        self._forth.setEnabled(at < count - 1)
        self.setVisible(count > 1)

    def _go(self, step: int) -> None:
        if self._message is not None:
            at = self._message.versions.index(self._message.id) + step
            if 0 <= at < len(self._message.versions):
                self.chosen.emit(self._message.versions[at])
