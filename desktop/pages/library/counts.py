"""What is in a collection, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.amounts import number

if TYPE_CHECKING:
    from engine.api import CollectionInfo

translate = QCoreApplication.translate


def files_text(count: int) -> str:
    """“1 file”, “1,204 files”."""
    if count == 1:
        return translate("Counts", "1 file")
    return translate("Counts", "{0} files").format(number(count))


def passages_text(count: int) -> str:
    """“1 passage”, “340 passages”."""
    if count == 1:
        return translate("Counts", "1 passage")
    return translate("Counts", "{0} passages").format(number(count))


def counts(info: CollectionInfo | None) -> str:
    """How many files and passages a collection has."""
    if not info or not info.sources:
        return translate("Counts", "Empty")
    return f"{files_text(len(info.sources))} · {passages_text(info.chunks)}"


def summary(info: CollectionInfo | None) -> str:
    """The counts, and what of it is not searched or not up to date."""
    parts = [counts(info)]
    if info and info.failed:
        parts.append(translate("Counts", "{0} not searched").format(number(info.failed)))
    if stale := sum(source.state == "stale" for source in info.sources) if info else 0:
        parts.append(translate("Counts", "{0} with older content").format(number(stale)))
    return " · ".join(parts)


def left_out(waiting: int, failed: int) -> str:
    """Which files no search finds yet, and which it never will as they are."""
    parts = []
    if waiting == 1:
        parts.append(translate("Counts", "1 file is still to be read."))
    elif waiting:
        parts.append(translate("Counts", "{0} files are still to be read.").format(number(waiting)))
    if failed == 1:
        parts.append(translate("Counts", "1 file could not be read."))
    elif failed:
        parts.append(translate("Counts", "{0} files could not be read.").format(number(failed)))
    return " ".join([translate("Counts", "Not searched:"), *parts]) if parts else ""
