"""Where a persona is to be written to as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.widgets.plain import ask

SUFFIX = ".macaw"
translate = QCoreApplication.translate


def ask_where(owner: QWidget, name: str, id: str) -> Path | None:
    """Ask for a `.macaw` file for the persona called `name`; None if it is not to be written after all."""
    chosen, _ = QFileDialog.getSaveFileName(
        owner,
        translate("Exporting", "Export {0}").format(name),
        id + SUFFIX,
        translate("Exporting", "Personas (*.macaw)"),
    )
    if not chosen:
        return None
    file = Path(chosen)
    if file.suffix.lower() == SUFFIX:
        return file
    file = file.with_name(file.name + SUFFIX)
    # The dialog asked whether to replace what has the name without the ending.
    return file if not file.exists() or _may_replace(owner, file) else None


def _may_replace(owner: QWidget, file: Path) -> bool:
    return ask(
        owner.window(),
        translate("Exporting", "Replace a file"),
        translate("Exporting", "There is a file {0} already.").format(file.name),
        translate("Exporting", "Its contents would be lost."),
        act=translate("Exporting", "Replace"),
        stay=translate("Exporting", "Cancel"),
    )
