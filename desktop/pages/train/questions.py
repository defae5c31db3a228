"""Questions before something is deleted for good. The safe answer is the default."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.pages.train.live import LiveRun
from desktop.pages.train.plan import plural

translate = QCoreApplication.translate


def confirm_discard(owner: QWidget, live: LiveRun) -> bool:
    """Ask whether what a run has learned is to be thrown away."""
    learned = plural(
        live.step,
        translate("Train", "What it has learned in {0} step is deleted. Your examples stay."),
        translate("Train", "What it has learned in {0} steps is deleted. Your examples stay."),
    )
    text = translate("Train", "Discard the training of {0}?").format(live.name)
    return _confirm(owner, "confirm-discard", text, learned, translate("Train", "Discard"))


def confirm_delete(owner: QWidget, count: int) -> bool:
    """Ask whether runs are to be deleted."""
    text = plural(count, translate("Train", "Delete {0} run?"), translate("Train", "Delete {0} runs?"))
    detail = translate(
        "Train",
        "Checkpoints, curves and logs go. Personas that were made of them stay, and so do your examples.",
    )
    return _confirm(owner, "confirm-delete", text, detail, translate("Train", "Delete"))


def _confirm(owner: QWidget, name: str, text: str, detail: str, action: str) -> bool:
    box = QMessageBox(owner)
    box.setObjectName(name)
    box.setWindowTitle("Macaw")
    box.setText(text)
    box.setInformativeText(detail)
    act = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(translate("Train", "Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is act
