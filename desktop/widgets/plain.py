"""Names and texts of strangers in places where Qt would read HTML or `&`: tooltips, boxes, menus, buttons."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

_LINE = 80  # characters after which a tooltip wraps
_TOOLTIP = 600  # characters of a tooltip


def escape_mnemonic(text: str) -> str:
    """`text` for a button, menu or check box, in which `&` is an ampersand, not a key's mark."""
    return text.replace("&", "&&")


def tooltip(text: str) -> str:
    """`text` for a tooltip (or `ToolTipRole`), shown as it is: markup is text, and a long one wraps."""
    text = text if len(text) <= _TOOLTIP else text[: _TOOLTIP - 1] + "…"
    if "<" not in text and "&" not in text and max(map(len, text.split("\n"))) <= _LINE:
        return text  # Qt cannot take it for HTML
    return f"<qt>{html.escape(text, quote=False).replace(chr(10), '<br>')}</qt>"


def set_tooltip(widget: QWidget | QAction, text: str) -> None:
    """Give `widget` a tooltip that shows `text` as it is."""
    widget.setToolTip(tooltip(text))


class PlainBox(QMessageBox):
    """A message box whose text and detail are never read as HTML."""

    def __init__(self, owner: QWidget, title: str, text: str, detail: str = "", *, name: str = "") -> None:
        """`detail` stands below `text`; `name` is the object's name."""
        super().__init__(owner)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if detail:
            self.setInformativeText(" ")  # makes its label, to which the format above does not apply
            below = self.findChild(QLabel, "qt_msgbox_informativelabel")
            assert isinstance(below, QLabel)
            below.setTextFormat(Qt.TextFormat.PlainText)
            self.setInformativeText(detail)


def ask(
    owner: QWidget,
    title: str,
    text: str,
    detail: str = "",
    *,
    act: str,
    stay: str,
    danger: bool = True,
    name: str = "",
) -> bool:
    """Ask and wait: True for the button `act`. `stay` is the default, and what Esc presses."""
    box = PlainBox(owner, title, text, detail, name=name)
    role = QMessageBox.ButtonRole.DestructiveRole if danger else QMessageBox.ButtonRole.AcceptRole
    yes, no = box.addButton(act, role), box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    yes.setProperty("role", "danger" if danger else "primary")
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    pressed = box.clickedButton() is yes
    box.deleteLater()
    return pressed
