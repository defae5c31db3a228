"""A stop button that can be pressed from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancel:
    """Pressed once, it stays pressed. Whatever runs registers what to do then."""

    def __init__(self) -> None:
        self._pressed = threading.Event()
        self._actions: list[Callable[[], None]] = []

    @property
    def pressed(self) -> bool:
        return self._pressed.is_set()

    def press(self) -> None:
        """Stop whatever runs under this button."""
        self._pressed.set()
        for action in list(self._actions):
            action()

    @contextmanager
    def calling(self, action: Callable[[], None]) -> Iterator[None]:
        """While the body runs, pressing calls `action`; at once if it was pressed before."""
        self._actions.append(action)
        try:
            if self.pressed:
                action()
            yield
        finally:
            self._actions.remove(action)
