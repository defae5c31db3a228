"""Small questions: a collection's name, and whether to remove one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QMessageBox, QWidget

from desktop.pages.library.counts import files_text
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.plain import PlainBox

translate = QCoreApplication.translate


class NameDialog(QDialog):
    """Asks for a collection's name; says at once if it is taken."""

    def __init__(
        self, owner: QWidget, title: str, action: str, known: Collection[str], done: Callable[[str], object],
        name: str = "",
    ) -> None:  # fmt: skip
        super().__init__(owner)
        from engine.types import MAX_NAME

        self.setWindowTitle(title)
        self._known, self._done, self._before = known, done, name
        self.edit = QLineEdit(name)
        self.edit.setAcceptDrops(False)  # a file's address is no name
        self.edit.setMaxLength(MAX_NAME)
        self.edit.setAccessibleName(self.tr("Name of the collection"))
        self.edit.setPlaceholderText(self.tr("Such as: Contracts"))
        self.edit.selectAll()
        self.problem = label("", "danger", wrap=True)
        self.accept_button = button(action, self.accept, "primary")
        self.accept_button.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject)
        cancel.setAutoDefault(False)
        layout = column(
            label(title, "heading"),
            self.edit,
            self.problem,
            row(None, cancel, self.accept_button),
            spacing=12,
        )
        layout.setContentsMargins(24, 20, 24, 20)
        self.setLayout(layout)
        self.setMinimumWidth(380)
        self.edit.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        name = self.edit.text().strip()
        taken = name in self._known and name != self._before
        self.problem.setText(
            self.tr("There is a collection called “{0}” already.").format(name) if taken else ""
        )
        self.problem.setVisible(taken)
        self.accept_button.setEnabled(bool(name) and not taken)

    def accept(self) -> None:
        name = self.edit.text().strip()
        if not self.accept_button.isEnabled():
            return
        super().accept()
        if name != self._before:
            self._done(name)


def ask_to_remove(owner: QWidget, name: str, files: int, remove: Callable[[], object]) -> QMessageBox:
    """Ask before a collection is forgotten; `remove` is called on yes."""
    detail = translate(
        "Dialogs", "Macaw forgets what it read of {0}. The files themselves stay where they are."
    )
    box = PlainBox(
        owner,
        translate("Dialogs", "Remove a collection"),
        translate("Dialogs", "Remove “{0}” from the library?").format(name),
        detail.format(files_text(files)),
    )
    yes = box.addButton(translate("Dialogs", "Remove"), QMessageBox.ButtonRole.DestructiveRole)
    yes.setProperty("role", "danger")
    box.setDefaultButton(box.addButton(translate("Dialogs", "Keep"), QMessageBox.ButtonRole.RejectRole))
    box.buttonClicked.connect(lambda clicked: remove() if clicked is yes else None)
    box.open()
    return box
