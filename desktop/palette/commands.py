"""What the palette always offers: the window's commands and the sections of its settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.pages import PAGES
from desktop.palette.fuzzy import Searchable, searchable
from desktop.theme import theme

if TYPE_CHECKING:
    from desktop.window import MainWindow

translate = QCoreApplication.translate
_STEP, _SMALLEST, _LARGEST = 0.1, 1.0, 2.0


@dataclass(frozen=True)
class Command:
    """One line of the palette. `words` are further words it is found by, `face` a persona's name and colour."""

    group: str
    title: str
    run: Callable[[], object]
    detail: str = ""
    key: str = ""
    icon: str = ""
    words: str = ""
    face: tuple[str, str] | None = None
    found_by: Searchable = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found_by", searchable(self.title, self.words))


def window_commands(window: MainWindow) -> list[Command]:
    """The commands that are always there."""
    group = translate("Palette", "Commands")
    library, personas = window.show_library, window.show_personas
    pages = [
        Command(group, translate("Palette", "Open {0}").format(title()), partial(window.open, key),
                key=f"Alt+{number}", icon=key, words=translate("Palette", "go page show"))
        for number, (key, (title, _)) in enumerate(PAGES.items(), start=1)
    ]  # fmt: skip
    return [
        Command(group, translate("Palette", "New chat"), lambda: window.show_chat().new(), key="Ctrl+N", icon="add",
                words=translate("Palette", "conversation start")),
        Command(group, translate("Palette", "Add documents…"), lambda: library().actions_.choose_files(), icon="file",
                words=translate("Palette", "library files index import upload")),
        Command(group, translate("Palette", "Add a folder of documents…"), lambda: library().actions_.choose_folder(),
                icon="folder", words=translate("Palette", "library index import")),
        *pages,
        Command(group, translate("Palette", "New persona…"), lambda: personas().new_from_prompt(), icon="add",
                words=translate("Palette", "voice system prompt create")),
        Command(group, translate("Palette", "Import a persona…"), lambda: personas().choose_import(), icon="import",
                words=translate("Palette", "macaw file voice")),
        Command(group, translate("Palette", "Train a persona"), window.train_new, icon="train",
                words=translate("Palette", "new run fine-tune adapter lora teach")),
        Command(group, translate("Palette", "Add a model…"), lambda: window.show_models().choose(), icon="models",
                words=translate("Palette", "gguf base import")),
        Command(group, translate("Palette", "New collection…"), lambda: library().actions_.new_collection(),
                icon="library", key="Ctrl+Shift+N", words=translate("Palette", "library documents create")),
        Command(group, translate("Palette", "Try the sample documents"), lambda: library().actions_.add_samples(),
                icon="library", words=translate("Palette", "library example seamanship")),
        *_appearance(window, group),
        Command(group, translate("Palette", "Take the tour"), window.start_tour, icon="play",
                words=translate("Palette", "help introduction first")),
    ]  # fmt: skip


def _appearance(window: MainWindow, group: str) -> list[Command]:
    settings = window.settings
    words = translate("Palette", "theme appearance colour color mode")

    def use(mode: str = "", scale: float = 0.0) -> None:
        settings.theme = mode or settings.theme
        settings.text_scale = min(_LARGEST, max(_SMALLEST, round(scale or settings.text_scale, 2)))
        theme.apply(settings.theme, settings.text_scale)
        settings.save_soon()

    size = translate("Palette", "text size font zoom scale")
    return [
        Command(group, translate("Palette", "Theme: follow the system"), lambda: use("system"), words=words,
                icon="settings"),
        Command(group, translate("Palette", "Theme: light"), lambda: use("light"), words=words, icon="settings"),
        Command(group, translate("Palette", "Theme: dark"), lambda: use("dark"), words=words, icon="settings"),
        Command(group, translate("Palette", "Larger text"), lambda: use(scale=settings.text_scale + _STEP),
                words=size, icon="settings"),
        Command(group, translate("Palette", "Smaller text"), lambda: use(scale=settings.text_scale - _STEP),
                words=size, icon="settings"),
        Command(group, translate("Palette", "Normal text size"), lambda: use(scale=1.0), words=size,
                icon="settings"),
    ]  # fmt: skip


def settings_commands(window: MainWindow) -> list[Command]:
    """The sections of the Settings page."""
    group = translate("Palette", "Settings")
    sections = {
        "appearance": (translate("Palette", "Appearance"), translate("Palette", "theme text size language")),
        "data": (translate("Palette", "Data folder"), translate("Palette", "size disk storage move")),
        "computer": (translate("Palette", "This computer"),
                     translate("Palette", "threads device memory limit cpu gpu")),
        "privacy": (translate("Palette", "Privacy"), translate("Palette", "network offline internet")),
        "shortcuts": (translate("Palette", "Shortcuts"), translate("Palette", "keys keyboard")),
        "logs": (translate("Palette", "Logs"), translate("Palette", "errors crash report")),
        "about": (translate("Palette", "About Macaw"), translate("Palette", "version licence license")),
    }  # fmt: skip

    return [
        Command(group, title, partial(window.show_settings, section), icon="settings", words=words)
        for section, (title, words) in sections.items()
    ]
