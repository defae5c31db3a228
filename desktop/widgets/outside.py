"""Opening a file or a folder in the program a person uses for it: never without asking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.widgets.plain import PlainBox
from desktop.widgets.toast import Toast

translate = QCoreApplication.translate


def open_outside(owner: QWidget, path: str | Path, *, folder: bool = False) -> PlainBox:
    """Ask whether `path`, which is shown whole, may be opened outside Macaw, and do so on yes."""
    title = translate("Outside", "Open a folder") if folder else translate("Outside", "Open a file")
    text = (
        translate("Outside", "Open this folder outside Macaw?")
        if folder
        else translate("Outside", "Open this file in another program?")
    )
    box = PlainBox(owner, title, text, str(path), name="outside")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    yes = box.addButton(translate("Outside", "Open"), QMessageBox.ButtonRole.AcceptRole)
    yes.clicked.connect(lambda: _open(owner, path))
    no = box.addButton(translate("Outside", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.open()
    return box


def _open(owner: QWidget, path: str | Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        Toast(owner, translate("Outside", "No program could open {0}.").format(path))
