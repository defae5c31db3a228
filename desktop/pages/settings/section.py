"""What every section of the settings is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout, QWidget

from desktop.widgets.basic import Card, column, label

if TYPE_CHECKING:
    from desktop.pages.settings.page import SettingsPage


class Section(QWidget):
    """One section: a title and cards below it, made when it is first shown."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page, self.backend, self.settings = page, page.backend, page.settings
        self.title = self.make_title()
        self.setAccessibleName(self.title)
        self.lines = column(label(self.title, "title"), spacing=16)
        self.lines.setContentsMargins(0, 0, 0, 24)
        self.setLayout(self.lines)
        self._built = False

    def make_title(self) -> str:
        """The section's name."""
        raise NotImplementedError

    def add_card(self, title: str, *items: QWidget | QLayout | int | None) -> Card:
        """A card with a heading, if it has one."""
        card = Card(*([label(title, "heading")] if title else []), *items, margin=18)
        card.body.setSpacing(10)
        self.lines.addWidget(card)
        return card

    def build(self) -> None:
        """Make what is below the title."""
        raise NotImplementedError

    def show_up(self) -> None:
        """The section is to be shown."""
        if not self._built:
            self._built = True
            self.build()
        self.opened()

    def opened(self) -> None:
        """The section was just shown."""
