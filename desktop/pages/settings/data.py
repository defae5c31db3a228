"""Where the data lies and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from desktop.amounts import size
from desktop.backend import Call
from desktop.pages.settings.section import Section
from desktop.widgets.basic import ErrorBox, button, clear, column, label
from desktop.widgets.flow import FlowLayout
from desktop.widgets.outside import open_outside

if TYPE_CHECKING:
    from engine.errors import EngineError


class DataSection(Section):
    """The folder, and the size of its parts, measured in the background whenever the section is opened."""

    def make_title(self) -> str:
        return self.tr("Data")

    def build(self) -> None:
        root = self.settings.home.root
        path = label(str(root), wrap=True, selectable=True)
        path.setAccessibleName(self.tr("Data folder"))
        hint = self.tr(
            "Everything Macaw keeps is in this folder. To move it, close Macaw, move the folder, and name its "
            "new place in the environment variable {0}."
        ).format("MACAW_HOME")
        self.open_button = button(self.tr("Open folder"), lambda: open_outside(self, root, folder=True))
        folder = (path, label(hint, "caption", wrap=True), FlowLayout(self.open_button))
        self.add_card(self.tr("Data folder"), *folder)
        self._call: Call | None = None
        self.sizes: dict[str, QLabel] = {}
        self._errors = column()
        self.again_button = button(self.tr("Measure again"), self.measure)
        self.add_card(self.tr("Size"), self._table(), self._errors, FlowLayout(self.again_button))

    def _table(self) -> QGridLayout:
        names = {
            "models": self.tr("Models (those kept elsewhere are not counted)"),
            "personas": self.tr("Personas"),
            "datasets": self.tr("Datasets"),
            "runs": self.tr("Training runs and their checkpoints"),
            "library": self.tr("Library"),
            "logs": self.tr("Logs"),
            "other": self.tr("Chats and settings"),
            "total": self.tr("In all"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for line, (part, name) in enumerate(names.items()):
            role = "heading" if part == "total" else "body"
            self.sizes[part] = label("…", role)
            grid.addWidget(label(name, role, wrap=True), line, 0)
            grid.addWidget(
                self.sizes[part], line, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        return grid

    def opened(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Walk the folder; each part is shown as soon as it is known."""
        if self._call:
            return
        clear(self._errors)
        self.again_button.setEnabled(False)
        for shown in self.sizes.values():
            shown.setText("…")
        self._call = self.backend.run(
            lambda engine, call: engine.disk_usage(
                lambda part, n: call.report((part, n)), cancel=call.cancel_token
            ),
            done=self._done,
            failed=self._failed,
            event=lambda found: self.sizes[found[0]].setText(size(found[1])),
        )
        self._call.ended.connect(self._ended)

    def _done(self, sizes: dict[str, int]) -> None:
        self.sizes["total"].setText(size(sum(sizes.values())))

    def _ended(self) -> None:
        self._call = None
        self.again_button.setEnabled(True)

    def _failed(self, error: EngineError) -> None:
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self.measure)))
