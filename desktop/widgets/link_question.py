"""Where a link leads, shown whole before it is opened outside Macaw."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextOption
from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.basic import button, column, label, row
from desktop.widgets.form import TextArea

_OPENABLE = ("http", "https", "mailto")
_LONGEST = 8000  # characters; no longer address is shown, and what is not shown is not opened


class LinkQuestion(QDialog):
    """Shows an address and asks. Only web and mail addresses can be opened at all."""

    def __init__(self, owner: QWidget, address: str) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A link"))
        url = QUrl(address)
        may_open = url.isValid() and url.scheme().lower() in _OPENABLE and len(address) <= _LONGEST
        self.question = label(
            self.tr("Open this address outside Macaw?")
            if may_open
            else self.tr("Macaw does not open this address."),
            "heading",
            wrap=True,
        )
        shown = address if len(address) <= _LONGEST else address[:_LONGEST] + "…"
        self.address = TextArea(shown, lines=min(8, 1 + len(shown) // 50))
        self.address.setReadOnly(True)
        self.address.setTabChangesFocus(True)
        self.address.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.address.setAccessibleName(self.tr("Address"))
        copy = button(self.tr("Copy address"), lambda: QGuiApplication.clipboard().setText(address))
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        buttons = [copy, None, self.cancel_button]
        if may_open:
            self.open_button = button(self.tr("Open"), self.accept)
            self.accepted.connect(lambda: QDesktopServices.openUrl(url))
            buttons.append(self.open_button)
        layout = column(self.question, self.address, row(*buttons), spacing=12)
        layout.setContentsMargins(20, 16, 20, 16)
        self.setLayout(layout)
        self.setMinimumWidth(460)
        for each in (copy, *([self.open_button] if may_open else [])):
            each.setAutoDefault(False)  # Return is the safe answer
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
