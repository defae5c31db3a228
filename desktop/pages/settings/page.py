"""The Settings page: sections on the left, the chosen one on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from desktop.pages import Page
from desktop.pages.settings.about import AboutSection
from desktop.pages.settings.appearance import AppearanceSection
from desktop.pages.settings.computer import ComputerSection
from desktop.pages.settings.data import DataSection
from desktop.pages.settings.logs import LogsSection
from desktop.pages.settings.privacy import PrivacySection
from desktop.pages.settings.section import Section
from desktop.pages.settings.shortcuts import ShortcutsSection
from desktop.widgets.basic import button, column, row

if TYPE_CHECKING:
    from desktop.window import MainWindow

_WIDEST = 860
_SECTIONS: tuple[Callable[[SettingsPage], Section], ...] = (
    AppearanceSection,
    DataSection,
    ComputerSection,
    PrivacySection,
    ShortcutsSection,
    LogsSection,
    AboutSection,
)


class SettingsPage(Page):
    """Every change is applied and saved at once; there is no OK button."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.sections = [make(self) for make in _SECTIONS]
        self.buttons: list[QPushButton] = []
        self._stack = QStackedWidget()
        group = QButtonGroup(self)
        side = column(spacing=2)
        side.setContentsMargins(14, 22, 14, 14)
        for number, section in enumerate(self.sections):
            choice = button(section.title, self._opener(number), "section")
            choice.setCheckable(True)
            group.addButton(choice)
            self.buttons.append(choice)
            side.addWidget(choice)
            self._stack.addWidget(_scrolling(section))
        side.addStretch(1)
        frame = QFrame()
        frame.setProperty("role", "side")
        frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        frame.setLayout(side)
        line = row(frame, spacing=0)
        line.addWidget(self._stack, 1)
        self.setLayout(line)
        self._current = 0

    def opened(self) -> None:
        self.show_section(self._current)

    def _opener(self, number: int) -> Callable[[], None]:
        return lambda: self.show_section(number)

    def show_section(self, number: int) -> None:
        """Show one of the sections."""
        self._current = number
        self.buttons[number].setChecked(True)
        self.sections[number].show_up()
        self._stack.setCurrentIndex(number)

    def save(self) -> None:
        """Put the settings on disk, off the window's thread."""
        self.settings.save_soon()


def _scrolling(section: Section) -> QScrollArea:
    section.setMaximumWidth(_WIDEST)
    inside = QWidget()
    line = row(spacing=0)
    line.setContentsMargins(28, 22, 28, 0)
    line.addWidget(section, 10)
    line.addStretch(1)
    inside.setLayout(column(line, None))
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
