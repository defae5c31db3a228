"""A person's hands: clicking, choosing from menus, answering questions, dropping files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.engine.engine_files import snapshot

WAIT = 60_000  # milliseconds: the machine may be busy


def click(button: QAbstractButton) -> None:
    """Press a button that can be pressed."""
    assert button.isVisible() and button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def find(root: QWidget, text: str) -> QAbstractButton:
    """The visible button with this text or accessible name."""
    found = [
        b
        for b in root.findChildren(QAbstractButton)
        if b.isVisible() and text in (b.text(), b.accessibleName())
    ]
    assert len(found) == 1, (
        text,
        [b.accessibleName() for b in root.findChildren(QAbstractButton) if b.isVisible()],
    )
    return found[0]


def press(root: QWidget, text: str) -> None:
    """Click the button with this text or accessible name."""
    click(find(root, text))


def choose(button: QAbstractButton, text: str) -> None:
    """Open a button's menu and click the entry called `text`."""
    seen: list[str] = []

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(50, pick)
            return
        seen.extend(action.text() for action in menu.actions())
        for action in menu.actions():
            if action.text() == text:
                place = menu.actionGeometry(action).center()
                QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
                return
        menu.close()

    QTimer.singleShot(50, pick)  # some menus hold the click until they close, others do not
    click(button)
    for _ in range(100):
        if seen:
            break
        QTest.qWait(50)
    assert text in seen, seen


def answering(text: str, *then: str) -> None:
    """Press the button called `text` in the next question that is asked, and `then` in those that follow."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            press(box, text)
            if then:
                answering(*then)
        else:
            QTimer.singleShot(50, answer)

    QTimer.singleShot(50, answer)


def drop(target: QWidget, files: Sequence[Path | str]) -> bool:
    """Drag files (or addresses) over a widget and let go; whether it took them."""
    data = QMimeData()
    urls = [QUrl.fromLocalFile(str(file)) if isinstance(file, Path) else QUrl(file) for file in files]
    data.setUrls(urls)
    place = QPointF(target.rect().center())
    actions, buttons, keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(place.toPoint(), actions, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(place, actions, data, buttons, keys, QEvent.Type.Drop))
    return True


def texts(root: QWidget) -> str:
    """Everything the visible labels below `root` say."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def settled(qtbot: QtBot, root: Path) -> dict[str, str]:
    """What is in a folder once nobody writes there any more: the window keeps notes of its own."""
    seen: list[dict[str, str]] = [{}, {}]

    def calm() -> bool:
        seen.append(snapshot(root))
        return seen[-1] == seen[-2] == seen[-3] and not any(name.endswith(".tmp") for name in seen[-1])

    qtbot.waitUntil(calm, timeout=WAIT)
    return seen[-1]


def result(qtbot: QtBot, backend: Any, work: Callable[[Any, Any], Any]) -> Any:
    """What a call to the engine returns, as the window would make it."""
    outcome: list[Any] = []
    backend.run(work, done=outcome.append, failed=outcome.append)
    qtbot.waitUntil(lambda: bool(outcome), timeout=WAIT)
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]
