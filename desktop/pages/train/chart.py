"""Curves over steps with pyqtgraph: every point, zoom, values under the mouse or the arrow keys."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.backend import Backend
from desktop.engine_text import engine_text
from desktop.pages.train.legend import Key, Series, pen_of
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from engine.errors import EngineError

_ZOOM = 0.7


class Chart(QWidget):
    """A chart with its legend below. pyqtgraph is imported on a thread; until then the points wait."""

    def __init__(self, backend: Backend, name: str, decimals: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._decimals = decimals
        self._series: list[Series] = []
        self._empty = label(self.tr("The first step draws the first point."), "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._plot: Any = None
        self._lines: list[Any] = []
        self._cursor: Any = None
        self._extent = 0
        self.hovered: int | None = None
        """The step under the mouse or the arrow keys."""
        self._legend = QWidget()
        self._legend_layout = FlowLayout(spacing=16)
        self._legend.setLayout(self._legend_layout)
        self.values = label("", "caption")
        self.values.setAccessibleName(self.tr("Values at the marked step"))
        self.reset_button = button(self.tr("Whole curve"), self.reset_zoom, "link")
        self.reset_button.hide()
        self._body = column(self._empty, spacing=0)
        foot = row(self._legend, self.values, self.reset_button, spacing=12)
        foot.setStretch(0, 1)
        layout = column(spacing=8)
        layout.addLayout(self._body, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        theme.changed.connect(self._recolor)
        self._backend, self._asked = backend, False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._backend.run(
                lambda engine, call: _import(), done=lambda _: self._make_plot(), failed=self._on_failed
            )

    def sizeHint(self) -> QSize:
        return QSize(600, 320)

    # What is shown

    def show_series(self, series: Sequence[Series]) -> None:
        """Draw these lines with all their points, as they are now."""
        same = [s.name for s in series] == [s.name for s in self._series]
        self._series = list(series)
        if not same:
            self._show_legend()
        if self._plot is not None:
            if not same or len(self._lines) != len(series):
                self._make_lines()
            self._draw()

    def set_names(self, names: Sequence[str]) -> None:
        """Other words in the legend, with the newest values in them."""
        for key, name in zip(self._legend.findChildren(Key), names, strict=False):
            key.set_name(name)

    def set_extent(self, steps: int) -> None:
        """How far the steps will go: the room for what is to come is shown too."""
        if steps != self._extent:
            self._extent = steps
            self._fit()

    def points(self, number: int) -> tuple[list[float], list[float]]:
        """The points drawn of a line: x and y."""
        xs, ys = self._lines[number].getOriginalDataset()
        return ([], []) if xs is None else (list(xs), list(ys))

    @property
    def ready(self) -> bool:
        return self._plot is not None

    def _on_failed(self, error: EngineError) -> None:
        self._empty.setText(self.tr("The chart cannot be drawn. {0}").format(engine_text(str(error))))

    def _make_plot(self) -> None:
        import pyqtgraph

        plot = self._plot = pyqtgraph.PlotWidget()
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.setMinimumHeight(140)
        plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.getPlotItem().setClipToView(True)
        plot.getPlotItem().setDownsampling(auto=True, mode="peak")
        view = plot.getViewBox()
        view.setDefaultPadding(0.02)
        view.sigRangeChangedManually.connect(lambda _: self.reset_button.show())
        plot.scene().sigMouseMoved.connect(self._on_mouse)
        plot.scene().sigMouseClicked.connect(lambda click: self.reset_zoom() if click.double() else None)
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        plot.addItem(self._cursor, ignoreBounds=True)
        self._body.addWidget(plot)
        self._make_lines()
        self._recolor()
        self._draw()
        self._fit()

    def _make_lines(self) -> None:
        for line in self._lines:
            self._plot.removeItem(line)
        self._lines = [self._plot.plot([], []) for _ in self._series]
        self._style()

    def _draw(self) -> None:
        any_points = any(series.curve.steps for series in self._series)
        self._plot.setVisible(any_points)
        self._empty.setVisible(not any_points)
        for line, series in zip(self._lines, self._series, strict=True):
            # A lone point makes no line: show it as a dot.
            line.setSymbol("o" if len(series.curve.steps) == 1 else None)
            line.setData(series.curve.steps, series.curve.values, pen=pen_of(series), antialias=True)
        if self.hovered is not None:
            self._mark(self.hovered)

    # Colours

    def _recolor(self) -> None:
        for key in self._legend.findChildren(Key):
            key.update()
        if self._plot is None:
            return
        c = theme.colors
        self._plot.setBackground(c.surface)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(c.border)
            axis.setTextPen(c.text2)
            axis.setTickFont(theme.font("caption"))
            axis.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
            axis.setZValue(-1)  # the grid belongs behind the curves
        self._plot.showGrid(x=False, y=True, alpha=1.0)
        self._cursor.setPen(QPen(QColor(c.text2), 0, Qt.PenStyle.DashLine))
        self._style()

    def _style(self) -> None:
        for line, series in zip(self._lines, self._series, strict=True):
            pen = pen_of(series)
            line.setPen(pen)
            line.setSymbolBrush(pen.color())
            line.setSymbolPen(None)
            line.setSymbolSize(7)

    def _show_legend(self) -> None:
        while (item := self._legend_layout.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for series in self._series:
            self._legend_layout.addWidget(Key(series))
        self._legend.updateGeometry()

    # Zoom and values

    def reset_zoom(self) -> None:
        """Show the whole curve again, and follow it as it grows."""
        self.reset_button.hide()
        self._fit()

    def _fit(self) -> None:
        """Show everything, unless someone zoomed in."""
        if self._plot is None or not self.reset_button.isHidden():
            return
        self._plot.enableAutoRange()
        if self._extent:
            self._plot.setXRange(0, self._extent, padding=0.02)

    def zoom(self, factor: float) -> None:
        """Magnify around the middle (below 1), or the opposite."""
        if self._plot is not None:
            self._plot.getViewBox().scaleBy((factor, factor))
            self._plot.getViewBox().disableAutoRange()
            self.reset_button.show()

    def _on_mouse(self, position: Any) -> None:
        view = self._plot.getViewBox()
        if not view.sceneBoundingRect().contains(position):
            self._unmark()
            return
        self._mark(round(view.mapSceneToView(position).x()))

    def _steps(self) -> list[int]:
        return max((s.curve.steps for s in self._series), key=len, default=[])

    def _mark(self, near: int) -> None:
        """Mark the step nearest to `near` and tell the values there."""
        steps = self._steps()
        if not steps:
            return
        at = _nearest(steps, near)
        self.hovered = steps[at]
        self._cursor.setPos(self.hovered)
        self._cursor.show()
        parts = [self.tr("step {0}").format(self.hovered)]
        for series in self._series:
            curve = series.curve
            if curve.steps:
                value = curve.values[_nearest(curve.steps, self.hovered)]
                parts.append(f"{series.name} {self._number(value)}")
        self.values.setText("   ".join(parts))

    def _number(self, value: float) -> str:
        return f"{value:.{self._decimals}f}" if abs(value) >= 0.01 else f"{value:.2e}"

    def _unmark(self) -> None:
        self.hovered = None
        self.values.clear()
        if self._cursor is not None:
            self._cursor.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = self._steps()
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -len(steps),
            Qt.Key.Key_End: len(steps),
        }
        key = Qt.Key(event.key())
        if key in moves and steps and self._plot is not None:
            at = len(steps) - 1 if self.hovered is None else _nearest(steps, self.hovered) + moves[key]
            self._mark(steps[min(max(at, 0), len(steps) - 1)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Escape) and (self.reset_button.isVisible() or self.hovered):
            self.reset_zoom()
            self._unmark()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.colors.primary), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _nearest(steps: Sequence[int], step: int) -> int:
    """Index of the step nearest to `step`."""
    at = bisect_left(steps, step)
    if at == 0:
        return 0
    if at == len(steps) or step - steps[at - 1] <= steps[at] - step:
        return at - 1
    return at


def _import() -> None:
    """numpy and pyqtgraph take a third of a second: not on the window's thread."""
    import pyqtgraph  # noqa: F401
