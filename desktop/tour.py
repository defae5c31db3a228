"""The first-run tour: four callouts at real widgets. It blocks nothing: whoever types, types to the pirate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row

if TYPE_CHECKING:
    from desktop.window import MainWindow

_WIDTH, _ARROW, _GAP, _EDGE = 320, 10, 6, 12


@dataclass(frozen=True)
class Step:
    """One callout: where it points, and what it says."""

    target: Callable[[], QWidget | None]
    title: str
    text: str


class Tour(QWidget):
    """A bubble beside one widget after the other. Widgets that are not there are left out."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._at, self._over = window, -1, False
        self._target: QWidget | None = None
        self._tip = QPointF()
        self._steps = self._all_steps()
        self.setObjectName("tour")
        self.title = label("", "heading", wrap=True)
        self.text = label("", "secondary", wrap=True)
        self._count = label("", "caption")
        self.skip_button = button(self.tr("Skip"), self.end, "link", name=self.tr("Skip the tour"))
        self.back_button = button(self.tr("Back"), lambda: self._go(-1))
        self.next_button = button(self.tr("Next"), lambda: self._go(1), "primary")
        self._inside = column(
            self.title, self.text, 4,
            row(self._count, None, self.skip_button, self.back_button, self.next_button), spacing=4,
        )  # fmt: skip
        self.setLayout(self._inside)
        self.hide()

    def _all_steps(self) -> list[Step]:
        window = self._window

        def nav(page: str) -> Callable[[], QWidget | None]:
            return lambda: window.findChild(QToolButton, f"nav-{page}")

        return [
            Step(lambda: window.chat.bar, self.tr("Choose who answers"),
                 self.tr("Each persona is a voice. The same model answers; switching takes no time at all.")),
            Step(lambda: window.chat.composer, self.tr("Ask anything"),
                 self.tr("Type and press Enter. The answer is made on this computer; nothing leaves it.")),
            Step(nav("train"), self.tr("Teach a voice of your own"),
                 self.tr("Give examples of how it should speak, and train it here, even without a GPU.")),
            Step(nav("library"), self.tr("Answer from your documents"),
                 self.tr("Add a folder, and personas answer from it and say where they found it.")),
        ]  # fmt: skip

    def start(self) -> None:
        """Show the first callout. It is never shown again by itself."""
        for other in self._window.findChildren(Tour):
            if other is not self:
                other.end()
        self._window.settings.tour_seen = True
        self._window.settings.save_soon()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        app.aboutToQuit.connect(self.end)  # a filter that outlives the loop is asked when all else is gone
        theme.changed.connect(self._place_soon)
        self._go(1)

    def end(self) -> None:
        """Take it away."""
        if not self._over:
            self._over = True
            if app := QApplication.instance():
                app.removeEventFilter(self)
            focused = self._has_focus()
            self.hide()
            self.deleteLater()
            composer = self._window.chat.composer
            if focused and composer.isVisible():
                composer.setFocus()

    def _seen(self, at: int) -> QWidget | None:
        """The widget a step points at, if it can be seen."""
        target = self._steps[at].target()
        return target if target is not None and target.isVisible() and not target.size().isEmpty() else None

    def _go(self, step: int) -> None:
        at = self._at + step
        while 0 <= at < len(self._steps):
            if target := self._seen(at):
                self._show(at, target)
                return
            at += step
        if step > 0:
            self.end()

    def _show(self, at: int, target: QWidget) -> None:
        self._at, self._target = at, target
        step = self._steps[at]
        there = [number for number in range(len(self._steps)) if self._seen(number)]
        self.title.setText(step.title)
        self.text.setText(step.text)
        place = there.index(at)
        self._count.setText(self.tr("{0} of {1}").format(place + 1, len(there)))
        self.back_button.setVisible(place > 0)
        last = place + 1 == len(there)
        self.next_button.setText(self.tr("Done") if last else self.tr("Next"))
        self.next_button.setAccessibleName(self.next_button.text())
        self.skip_button.setVisible(not last)
        self.setAccessibleName(f"{step.title}. {step.text}")
        self._place()
        self.show()
        self.raise_()
        self.next_button.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    # Where it is

    def _place_soon(self) -> None:
        QTimer.singleShot(0, self, self._place)  # once the widgets around have found their places

    def _place(self) -> None:
        """Beside the target where there is room: at its right, below it, or above it."""
        target = self._target
        if target is None or self._over:
            return
        margin = _ARROW + 16
        self._inside.setContentsMargins(margin, margin, margin, margin)
        wanted = max(round(_WIDTH * min(theme.scale, 1.6)), self.minimumSizeHint().width())
        width = min(wanted, self._window.width() - 2 * _EDGE)
        height = max(self._inside.heightForWidth(width), self._inside.minimumSize().height())
        self.resize(width, height)
        box = QRect(target.mapTo(self._window, QPoint()), target.size())
        room = self._window.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        mirrored = self._window.isRightToLeft()
        if box.width() < room.width() // 4:  # a narrow one, such as a button of the rail
            left = box.left() - _GAP - width if mirrored else box.right() + _GAP
            place = QPoint(left, box.center().y() - height // 2)
        elif box.bottom() + _GAP + height <= room.bottom():
            place = QPoint(box.left() + min(box.width() // 4, 160) - width // 2 + 60, box.bottom() + _GAP)
        else:
            place = QPoint(box.center().x() - width // 2, box.top() - _GAP - height)
        place.setX(max(room.left(), min(place.x(), room.right() - width)))
        place.setY(max(room.top(), min(place.y(), room.bottom() - height)))
        self.move(place)
        nearest = QPointF(
            max(box.left(), min(place.x() + width / 2, box.right())),
            max(box.top(), min(place.y() + height / 2, box.bottom())),
        )
        self._tip = nearest - QPointF(place)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(_ARROW, _ARROW, -_ARROW - 1, -_ARROW - 1)
        shape = QPainterPath()
        shape.addRoundedRect(body, 12, 12)
        shape = shape.united(self._arrow(body))
        painter.setPen(QPen(QColor(theme.colors.primary), 1.5))
        painter.setBrush(QColor(theme.colors.surface))
        painter.drawPath(shape)

    def _arrow(self, body: QRectF) -> QPainterPath:
        """A triangle on the side where the target is, as near to it as the round corners allow."""
        path, tip, half = QPainterPath(), self._tip, float(_ARROW)
        x = max(body.left() + 24, min(tip.x(), body.right() - 24))
        y = max(body.top() + 24, min(tip.y(), body.bottom() - 24))
        if tip.x() < body.left():
            points = [(body.left() + 1, y - half), (body.left() - half, y), (body.left() + 1, y + half)]
        elif tip.x() > body.right():
            points = [(body.right() - 1, y - half), (body.right() + half, y), (body.right() - 1, y + half)]
        elif tip.y() < body.top():
            points = [(x - half, body.top() + 1), (x, body.top() - half), (x + half, body.top() + 1)]
        else:
            points = [(x - half, body.bottom() - 1), (x, body.bottom() + half), (x + half, body.bottom() - 1)]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.closeSubpath()
        return path

    # Keys

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc skips wherever the keyboard is; the arrows lead on and back; letters go to the composer."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place_soon()
        elif watched is self._target and event.type() == QEvent.Type.Hide and self._window.isVisible():
            QTimer.singleShot(0, self, lambda: self._go(1))  # its page was left
        elif (
            isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and watched.window() is self._window
        ):
            escape = event.key() == Qt.Key.Key_Escape
            if event.type() == QEvent.Type.ShortcutOverride and escape:
                event.accept()  # not the page's Esc
                return True
            if event.type() == QEvent.Type.KeyPress:
                if escape:
                    self.end()
                    return True
                if watched is self._writing() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.end()  # a message is sent: the answer is what matters now
                    return False
                return self._has_focus() and self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        on, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            on, back = back, on
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, type(self.next_button)):
                focused.click()
            return True
        if event.key() in (on, back):
            self._go(1 if event.key() == on else -1)
            return True
        writing = self._writing()
        if event.text().strip() and event.text().isprintable() and writing is not None:
            writing.setFocus()
            QApplication.sendEvent(writing, event)
            return True
        return False

    def _writing(self) -> QWidget | None:
        """Where messages are typed, if it can be seen."""
        writing = self._window.chat.composer.writing
        return writing if writing.isVisible() else None


def welcome_now(window: MainWindow) -> bool:
    """Whether the tour would disturb nobody: the chat is empty, and nothing is typed yet."""
    chat = window.chat
    return chat.welcome.isVisible() and chat.composer.isVisible() and not chat.composer.text
