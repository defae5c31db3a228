"""Starting the window: one instance, fonts and theme, the first frame, then everything else."""

from __future__ import annotations

import gc
import os
import sys
import zlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from desktop.backend import Backend
from desktop.garbage import GarbageCollector
from desktop.language import speak
from desktop.places import RESOURCES
from desktop.settings import WindowSettings
from desktop.theme import load_fonts, theme
from desktop.window import MainWindow
from desktop.window_log import keep_window_log

_ANSWER_MS = 500
_SHOWN_MS = 5000  # a window that is that busy is there nevertheless
_BREATH_MS = 20  # between the first frame and what comes after it: a click or key is answered first


def main(arguments: list[str] | None = None) -> int:
    """Show the window and run until it closes; returns the exit code."""
    if _no_screen():
        print("Error: There is no screen to show a window on.", file=sys.stderr)
        print(
            "       Neither DISPLAY nor WAYLAND_DISPLAY is set. On a server, use: macaw chat", file=sys.stderr
        )
        return 1
    settings = WindowSettings.load()
    keep_window_log(settings.home)
    app = QApplication(arguments or sys.argv[:1])
    name = f"macaw-{zlib.crc32(os.fsencode(settings.home.root)):08x}"
    server = _claim(name)
    if server is None:
        return 0
    window = make_window(app, settings)
    server.newConnection.connect(partial(_come_forward, server, window))
    window.backend.ready.connect(_settle)
    window.backend.failed.connect(_settle)
    window.show()
    QTimer.singleShot(0, window, lambda: _heed_signals(app, window))
    code = app.exec()
    server.close()
    _heed_no_more_signals()
    window.backend.close()
    return code


def _settle() -> None:
    """All is loaded. What is there now stays, so the collector need never look at it: a full collection of
    so many objects would be a stall that one can see."""
    gc.freeze()


def _no_screen() -> bool:
    """Whether Qt would end the process because there is nothing to draw on."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform.startswith("linux") and not named


def _heed_signals(app: QApplication, window: MainWindow) -> None:
    from desktop.signals import QuitSignals  # the window is shown first

    QuitSignals(window).arrived.connect(lambda number: _end(app, window, number))


def _heed_no_more_signals() -> None:
    """Whoever asks again while work under way is put in order ends Macaw at once."""
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _end(app: QApplication, window: MainWindow, signal_number: int) -> None:
    """End now, asking nothing: a run under way can be resumed. The code is the shell's for a signal."""
    window.remember()
    app.exit(128 + signal_number)


def make_window(app: QApplication, settings: WindowSettings) -> MainWindow:
    """The window, themed but not shown; the engine starts after its first frame."""
    app.setApplicationName("Macaw")
    app.setDesktopFileName("macaw")
    app.setStyle("Fusion")
    speak(app, settings.language)
    load_fonts()
    theme.apply(settings.theme, settings.text_scale)
    QGuiApplication.styleHints().colorSchemeChanged.connect(
        lambda: theme.apply(settings.theme, settings.text_scale) if settings.theme == "system" else None
    )
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "macaw.svg")))
    if app.findChild(GarbageCollector) is None:
        GarbageCollector(app)
    window = MainWindow(Backend(prepare=settings.limit), settings)
    _AfterFirstFrame(window, window.first_frame)
    return window


class _AfterFirstFrame(QObject):
    """Calls once, when the window has painted itself for the first time."""

    def __init__(self, window: MainWindow, action: Callable[[], None]) -> None:
        super().__init__(window)
        self._action = action
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(_BREATH_MS, self._action)
        return False


def _show_other_instance(name: str) -> bool:
    """Ask a Macaw that already runs on this data folder to come forward. True if there is one.

    One that ends just now takes the question and says nothing: then there is none.
    """
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_ANSWER_MS):
        return False
    socket.write(b"show\n")
    socket.waitForBytesWritten(_ANSWER_MS)
    answered = socket.waitForReadyRead(_SHOWN_MS)
    return answered or socket.state() != QLocalSocket.LocalSocketState.UnconnectedState


def _claim(name: str) -> QLocalServer | None:
    """Be the one Macaw of this data folder; None if there is one already, which then comes forward."""
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    for _ in range(2):
        if _show_other_instance(name):
            return None
        if server.listen(name):
            return server
        # Either another start was faster just now, or a crash left the name behind: ask once more.
    QLocalServer.removeServer(name)
    server.listen(name)
    return server


def _come_forward(server: QLocalServer, window: MainWindow) -> None:
    """Another start has asked for the window: it stays, should it be about to close."""
    asking = server.nextPendingConnection()
    asking.disconnected.connect(asking.deleteLater)
    asking.write(b"shown\n")
    asking.flush()
    window.jobs.stay()
    window.setWindowState(
        (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
    )
    window.show()
    window.raise_()
    window.activateWindow()
