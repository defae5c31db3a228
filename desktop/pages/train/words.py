"""The words for states, stages and spans of time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from desktop.amounts import brief, number

translate = QCoreApplication.translate
_MINUTE, _HOUR = 60, 3600


def state_word(state: str) -> str:
    """A run's state, in one word or two."""
    words = {
        "waiting": translate("Train", "Waiting"),
        "starting": translate("Train", "Starting"),
        "running": translate("Train", "Training"),
        "stopping": translate("Train", "Stopping"),
        "done": translate("Train", "Done"),
        "cancelled": translate("Train", "Paused"),
        "interrupted": translate("Train", "Interrupted"),
        "failed": translate("Train", "Failed"),
    }
    return words.get(state, state)


def early_words(best_step: int) -> str:
    """Why a run ended before its last step."""
    text = translate("Train", "Stopped early: validation got no better since step {0}.")
    return text.format(number(best_step))


def source_word(source: str) -> str:
    """What a person calls the data in a file: those that Macaw wrote itself have no name of theirs."""
    stem, _, kind = source.rpartition(".")
    words = {
        "pasted": translate("Train", "pasted text"),
        "written": translate("Train", "written examples"),
        "merged": translate("Train", "several files"),
    }
    return words.get(stem, source) if kind in ("jsonl", "txt") else source


def stage_word(stage: str) -> str:
    """What the engine says it is doing, in the person's language."""
    words = {
        "Loading torch": translate("Train", "Loading PyTorch"),
        "Reading the data": translate("Train", "Reading the examples"),
        "Unpacking the base model": translate("Train", "Unpacking the base model"),
        "Training": translate("Train", "Training"),
        "Waiting while you chat": translate("Train", "Waiting while you chat"),
        "Converting": translate("Train", "Converting to GGUF"),
        "Proving": translate("Train", "Proving that it speaks as trained"),
    }
    return words.get(stage, stage)


def value_word(value: Any) -> str:
    """A setting's value in a word; None is all layers."""
    if isinstance(value, bool):
        return translate("Train", "yes") if value else translate("Train", "no")
    if value is None:
        return translate("Train", "all")
    if isinstance(value, list):
        return f"{value[0]}–{value[-1]}" if isinstance(value[0], int) else ", ".join(value)
    return brief(value) if isinstance(value, int | float) else str(value)


def span(seconds: float) -> str:
    """A span of time to the second where that matters: “3 min 10 s”."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return translate("Train", "{0} s").format(whole)
    if whole < _HOUR:
        return translate("Train", "{0} min {1} s").format(whole // _MINUTE, whole % _MINUTE)
    hours, minutes = divmod(whole // _MINUTE, 60)
    return translate("Train", "{0} h {1} min").format(number(hours), minutes)


def moment(iso: str) -> str:
    """A time stamp in the person's own time and notation."""
    when = QDateTime.fromString(iso, Qt.DateFormat.ISODate).toLocalTime()
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # it writes no separators between the parts of a date
        return when.toString("yyyy-MM-dd hh:mm")
    return locale.toString(when, QLocale.FormatType.ShortFormat)
