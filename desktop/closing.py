"""Closing the window while something runs that should not just be cut off: what is to become of it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QMessageBox, QWidget

from desktop.theme import theme
from desktop.widgets.plain import PlainBox

translate = QCoreApplication.translate
_WIDTH = 340  # pixels at text scale 1


@dataclass(frozen=True)
class WayToClose:
    """A button of the question: what it does, and what the window says until that is done and it closes."""

    text: str
    act: Callable[[], object]
    says: str
    sure: Callable[[], bool] | None = None
    """Asks once more, where something is lost for good."""


BACKGROUND = WayToClose("", lambda: None, "")
"""The window hides, and what runs goes on."""


def ask_how(window: QWidget, title: str, ways: Sequence[WayToClose]) -> WayToClose | None:
    """The way a person chooses, `BACKGROUND`, or None to stay."""
    box = PlainBox(
        window,
        translate("JobBar", "Training is under way"),
        translate("JobBar", "{0} is still running.").format(title),
        translate("JobBar", "Pausing saves a checkpoint; the run can be resumed where it stopped."),
    )
    role = QMessageBox.ButtonRole.AcceptRole
    found = {box.addButton(translate("JobBar", "Keep training in the background"), role): BACKGROUND}
    for way in ways:
        made = box.addButton(way.text, role)
        found[made] = way
        if way.sure:
            made.setProperty("role", "danger")
            made.style().polish(made)
    stay = box.addButton(translate("JobBar", "Stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    if isinstance(buttons := box.findChild(QDialogButtonBox), QDialogButtonBox):
        buttons.setOrientation(Qt.Orientation.Vertical)  # beside each other they would be too wide
        buttons.setMinimumWidth(round(_WIDTH * theme.scale))
    if isinstance(grid := box.layout(), QGridLayout):  # there is no icon, so nothing to keep away from
        grid.setVerticalSpacing(12)
        grid.setHorizontalSpacing(0)
        grid.setContentsMargins(20, 20, 20, 20)
        if (first := grid.itemAt(0)) is not None and (space := first.spacerItem()) is not None:
            space.changeSize(0, 0)
        grid.setColumnStretch(1, 1)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((way for made, way in found.items() if made is clicked), None)
