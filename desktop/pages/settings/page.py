"""The Settings page: sections on the left, the chosen one on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
SECTIONS: dict[str, Callable[[SettingsPage], Section]] = {
    "appearance": AppearanceSection,
    "data": DataSection,
    "computer": ComputerSection,
    "privacy": PrivacySection,
    "shortcuts": ShortcutsSection,
    "logs": LogsSection,
    "about": AboutSection,
}


class SettingsPage(Page):
    """Every change is applied and saved at once; there is no OK button."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.sections = {key: make(self) for key, make in SECTIONS.items()}
        self.buttons: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        group = QButtonGroup(self)
        side = column(spacing=2)
        side.setContentsMargins(14, 22, 14, 14)
        for key, section in self.sections.items():
            choice = button(section.title, partial(self.show_section, key), "section")
            choice.setCheckable(True)
            group.addButton(choice)
            self.buttons[key] = choice
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
        self._current = "appearance"

    def opened(self) -> None:
        self.show_section(self._current)

    def show_section(self, key: str) -> None:
        """Show one of the sections, by its key in `SECTIONS`."""
        self._current = key
        self.buttons[key].setChecked(True)
        self.sections[key].show_up()
        self._stack.setCurrentIndex(list(SECTIONS).index(key))

    def show_log(self, log: str) -> None:
        """Show the end of the log with this name or path."""
        logs = self.sections["logs"]
        assert isinstance(logs, LogsSection)
        logs.choose(log)
        self.show_section("logs")

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
