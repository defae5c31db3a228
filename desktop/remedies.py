"""The fixes of an error as buttons: those that any page can offer, whatever it was doing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from desktop.amounts import size
from desktop.widgets.basic import button

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.errors import EngineError

translate = QCoreApplication.translate


def remedies(error: EngineError) -> list[QPushButton]:
    """What helps against `error` wherever it is shown: memory, a log, a limit. Often nothing."""
    from engine.errors import MemoryLimit, OutOfMemory

    found: list[QPushButton] = []
    if isinstance(error, OutOfMemory):
        found.append(free_memory_button())
    if isinstance(error, MemoryLimit):
        change = translate("Remedies", "Change the limit…")
        found.append(_button(change, lambda window: window.show_settings("computer")))
    if error.log:
        found.append(show_log_button(error.log))
    return found


def free_memory_button(then: Callable[[], object] | None = None) -> QPushButton:
    """Ends the models that are in memory and answer nobody just now; they come back by themselves.

    `then` is called once they have ended.
    """

    def free(window: MainWindow) -> None:
        call = window.backend.run(lambda engine, call: engine.free_memory(), done=partial(_say_freed, window))
        if then:
            call.done.connect(lambda _: then())

    return _button(translate("Remedies", "Free memory"), free)


def show_log_button(log: str) -> QPushButton:
    """Opens Settings > Logs at the log with this path or name."""
    return _button(translate("Remedies", "Show log"), lambda window: window.show_log(log))


def _say_freed(window: MainWindow, freed: int) -> None:
    from desktop.widgets.toast import Toast

    some = translate("Remedies", "{0} of memory is free again.").format(size(freed))
    Toast(window, some if freed else translate("Remedies", "There was nothing to free."))


def _button(text: str, action: Callable[[MainWindow], object]) -> QPushButton:
    """A button that does something with the main window, also where it is shown in a dialog of it."""

    def clicked() -> None:
        window = made.window()
        while (above := window.parentWidget()) is not None:
            window = above.window()
        action(cast("MainWindow", window))

    made = button(text, clicked)
    return made
