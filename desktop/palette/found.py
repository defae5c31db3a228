"""What the engine has, as commands: personas to speak with, chats, collections, runs and models to open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.palette.commands import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.window import MainWindow
    from engine.api import Chat, Engine
    from engine.types import ModelInfo, Persona, RunInfo

translate = QCoreApplication.translate
_PERSONAS_WITH_KEYS = 9
_MOST_CHATS = 5000


def found_commands(window: MainWindow, engine: Engine) -> list[Command]:
    """Ask the engine for all. For a thread: there may be thousands of chats."""
    personas = engine.personas()
    return [
        *_personas(window, personas),
        *_chats(window, engine.store.chats()[:_MOST_CHATS], personas),
        *_collections(window, engine.collection_names()),
        *_runs(window, engine.runs()),
        *_models(window, engine.models()),
    ]


def _personas(window: MainWindow, personas: Sequence[Persona]) -> list[Command]:
    from desktop.pages.chat.faces import place

    group, words = translate("Palette", "Personas"), translate("Palette", "persona voice switch talk speak")
    in_chat = sorted(personas, key=lambda persona: place(persona.id, persona.name))  # whose keys are shown
    return [
        Command(
            group, persona.name, partial(_switch_to, window, persona.id), detail=persona.description,
            key=f"Ctrl+{number}" if number <= _PERSONAS_WITH_KEYS else "",
            face=(persona.name, persona.color), words=words,
        )
        for number, persona in enumerate(in_chat, start=1)
    ]  # fmt: skip


def _chats(window: MainWindow, chats: Sequence[Chat], personas: Sequence[Persona]) -> list[Command]:
    group, words = translate("Palette", "Chats"), translate("Palette", "chat conversation")
    untitled = translate("Palette", "New chat")
    faces = {persona.id: (persona.name, persona.color) for persona in personas}
    return [
        Command(
            group, " ".join(chat.title.split()) or untitled, partial(_open_chat, window, chat.id), icon="chat",
            face=faces.get(chat.voice.split("+")[0].split(":")[0]), words=words,
        )
        for chat in chats
    ]  # fmt: skip


def _collections(window: MainWindow, names: Sequence[str]) -> list[Command]:
    group, words = translate("Palette", "Collections"), translate("Palette", "library documents collection")
    return [
        Command(group, name, partial(_open_collection, window, name), icon="library", words=words)
        for name in names
    ]


def _runs(window: MainWindow, runs: Sequence[RunInfo]) -> list[Command]:
    group, words = translate("Palette", "Training runs"), translate("Palette", "train run training loss")
    return [
        Command(
            group, run.persona.name, partial(_open_run, window, run), detail=run.id, icon="train",
            face=(run.persona.name, run.persona.color), words=f"{words} {run.id}",
        )
        for run in reversed(runs)
    ]  # fmt: skip


def _models(window: MainWindow, models: Sequence[ModelInfo]) -> list[Command]:
    group, words = translate("Palette", "Models"), translate("Palette", "model base gguf")
    return [
        Command(group, model.name, window.show_models, detail=model.quantization, icon="models",
                words=f"{words} {model.id} {model.quantization}")
        for model in models
    ]  # fmt: skip


def _switch_to(window: MainWindow, persona: str) -> None:
    window.show_chat().switch_to(persona)


def _open_chat(window: MainWindow, chat: int) -> None:
    window.show_chat().open_chat(chat)


def _open_collection(window: MainWindow, name: str) -> None:
    window.show_library().choose(name)


def _open_run(window: MainWindow, run: RunInfo) -> None:
    from desktop.pages.train.runs_table import Entry

    page = window.show_train()
    current = page.desk.current
    page.open_run(Entry(run, current if current and current.id == run.id else None))
