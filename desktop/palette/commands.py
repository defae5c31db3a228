"""What the palette offers: the window's commands, and what the engine has, each with how it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from desktop.pages import PAGES
from desktop.theme import theme

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import Chat
    from engine.types import Persona

translate = QCoreApplication.translate
_STEP, _SMALLEST, _LARGEST = 0.1, 1.0, 2.0
_PAGES_WITH_KEYS = 9


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


@dataclass(frozen=True)
class Found:
    """What the engine has, for the palette."""

    personas: Sequence[Persona]
    chats: Sequence[Chat]
    collections: Sequence[str]


def window_commands(window: MainWindow) -> list[Command]:
    """The commands that are always there."""
    group = translate("Palette", "Commands")

    do = partial(partial, _do, window)

    pages = [
        Command(group, translate("Palette", "Open {0}").format(title()), partial(window.open, key),
                key=f"Alt+{number}", icon=key, words=translate("Palette", "go page show"))
        for number, (key, (title, _)) in enumerate(PAGES.items(), start=1)
    ]  # fmt: skip
    return [
        Command(group, translate("Palette", "New chat"), do("chat", "new"), key="Ctrl+N", icon="add",
                words=translate("Palette", "conversation start")),
        Command(group, translate("Palette", "Add documents…"), do("library", "actions_.choose_files"), icon="file",
                words=translate("Palette", "library files index import upload")),
        Command(group, translate("Palette", "Add a folder of documents…"), do("library", "actions_.choose_folder"),
                icon="folder", words=translate("Palette", "library index import")),
        *pages,
        Command(group, translate("Palette", "New persona…"), do("personas", "new_from_prompt"), icon="add",
                words=translate("Palette", "voice system prompt create")),
        Command(group, translate("Palette", "Import a persona…"), do("personas", "choose_import"), icon="import",
                words=translate("Palette", "macaw file voice")),
        Command(group, translate("Palette", "Train a persona"), do("train", "new"), icon="train",
                words=translate("Palette", "new run fine-tune adapter lora teach")),
        Command(group, translate("Palette", "Add a model…"), do("models", "choose"), icon="models",
                words=translate("Palette", "gguf base import")),
        Command(group, translate("Palette", "New collection…"), do("library", "actions_.new_collection"),
                icon="library", key="Ctrl+Shift+N", words=translate("Palette", "library documents create")),
        Command(group, translate("Palette", "Try the sample documents"), do("library", "actions_.add_samples"),
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
        "AppearanceSection": (translate("Palette", "Appearance"), translate("Palette", "theme text size language")),
        "DataSection": (translate("Palette", "Data folder"), translate("Palette", "size disk storage move")),
        "ComputerSection": (translate("Palette", "This computer"),
                            translate("Palette", "threads device memory limit cpu gpu")),
        "PrivacySection": (translate("Palette", "Privacy"), translate("Palette", "network offline internet")),
        "ShortcutsSection": (translate("Palette", "Shortcuts"), translate("Palette", "keys keyboard")),
        "LogsSection": (translate("Palette", "Logs"), translate("Palette", "errors crash report")),
        "AboutSection": (translate("Palette", "About Macaw"), translate("Palette", "version licence license")),
    }  # fmt: skip

    def show(section: str) -> None:
        page: Any = window.open("settings")
        names = [type(one).__name__ for one in page.sections]
        if section in names:
            page.show_section(names.index(section))

    return [
        Command(group, title, partial(show, section), icon="settings", words=words)
        for section, (title, words) in sections.items()
    ]


def found_commands(window: MainWindow, found: Found) -> list[Command]:
    """Personas to speak with, chats and collections to open."""
    names = {persona.id: persona for persona in found.personas}

    def face(voice: str) -> tuple[str, str] | None:
        persona = names.get(voice.split("+")[0].split(":")[0])
        return (persona.name, persona.color) if persona else None

    personas = [
        Command(
            translate("Palette", "Personas"), persona.name,
            partial(_do, window, "chat", "switch_to", persona.id),
            detail=persona.description, key=f"Ctrl+{number}" if number <= _PAGES_WITH_KEYS else "",
            face=(persona.name, persona.color), words=translate("Palette", "persona voice switch talk speak"),
        )
        for number, persona in enumerate(_as_in_chat(found.personas), start=1)
    ]  # fmt: skip
    chats = [
        Command(
            translate("Palette", "Chats"), " ".join(chat.title.split()) or translate("Palette", "New chat"),
            partial(_do, window, "chat", "open_chat", chat.id),
            icon="chat", face=face(chat.voice), words=translate("Palette", "chat conversation"),
        )
        for chat in found.chats
    ]  # fmt: skip
    collections = [
        Command(
            translate("Palette", "Collections"), name,
            partial(_do, window, "library", "choose", name),
            icon="library", words=translate("Palette", "library documents collection"),
        )
        for name in found.collections
    ]  # fmt: skip
    return [*personas, *chats, *collections]


def _as_in_chat(personas: Sequence[Persona]) -> list[Persona]:
    """In the order of the chat page's chips, whose keys are shown."""
    from desktop.pages.chat.faces import place

    return sorted(personas, key=lambda persona: place(persona.id, persona.name))


def _do(window: MainWindow, page: str, method: str, *arguments: object) -> object:
    """Open a page and call its method, such as `new` or `actions_.add`; pages are made late, so not typed."""
    return attrgetter(method)(window.open(page))(*arguments)
