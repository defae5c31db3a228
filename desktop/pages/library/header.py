"""The top of a collection: its name, what is in it, what can be done with it, and the search field."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from desktop.icons import wear
from desktop.pages.library.search import SearchField
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.plain import set_tooltip


class Header(QWidget):
    """It only asks; the page does."""

    files_wanted = Signal()
    folder_wanted = Signal()
    samples_wanted = Signal()
    reindex_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.summary = label("", "secondary", wrap=True)
        self.field = SearchField()
        self.again_button = button(self.tr("Re-index"), self.reindex_wanted.emit)
        self.again_button.setToolTip(self.tr("Read all files again, and forget those that are gone"))
        self.more_button = button("", name=self.tr("More actions for this collection"))
        self.more_button.setToolTip(self.tr("More"))
        self.more_button.setProperty("role", "menu")
        self.more_button.setIconSize(QSize(20, 20))
        self.add_button = button(self.tr("Add documents"), role="primary")
        add = QMenu(self)
        for text, signal in (
            (self.tr("Choose files…"), self.files_wanted),
            (self.tr("Choose a folder…"), self.folder_wanted),
            (self.tr("Try the sample documents"), self.samples_wanted),
        ):
            add.addAction(text).triggered.connect(lambda _=False, wanted=signal: wanted.emit())
        self.add_button.setMenu(add)
        more = QMenu(self)
        self.rename_action = more.addAction(self.tr("Rename…"))
        self.rename_action.triggered.connect(lambda: self.rename_wanted.emit())
        more.addAction(self.tr("Check the library")).triggered.connect(lambda: self.check_wanted.emit())
        more.addSeparator()
        self.remove_action = more.addAction(self.tr("Remove the collection…"))
        self.remove_action.triggered.connect(lambda: self.remove_wanted.emit())
        self.more_button.setMenu(more)
        names = column(self.title, self.summary, spacing=2)
        self._actions = row(self.again_button, self.more_button, self.add_button)
        self._top = row(names, self._actions, spacing=12)
        self._top.setStretch(0, 1)
        self.setLayout(column(self._top, self.field, spacing=14))
        wear(self.more_button, "menu", "text")

    def show_collection(self, name: str, summary: str, *, searchable: bool, busy: bool) -> None:
        """Show a collection's name and figures; without a name there is nothing to show."""
        self.setVisible(bool(name))
        self.title.setText(name)
        set_tooltip(self.title, name)
        self.summary.setText(summary)
        self.field.setVisible(searchable)
        self.again_button.setVisible(searchable)
        self.again_button.setEnabled(not busy)
        self.rename_action.setEnabled(not busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the title, the actions go below it."""
        super().resizeEvent(event)
        narrow = self.width() < self._actions.sizeHint().width() + round(240 * theme.scale)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() != wanted:
            self._top.setDirection(wanted)
            edge = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag(0)
            self._top.setAlignment(self._actions, edge)
