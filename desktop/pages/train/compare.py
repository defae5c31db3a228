"""Runs beside each other: their curves over one another, what differs in their settings, what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.amounts import decimal, number, size
from desktop.backend import Backend, Call
from desktop.pages.train.arrange import scrolling
from desktop.pages.train.chart import Chart
from desktop.pages.train.legend import Series
from desktop.pages.train.points import Points
from desktop.pages.train.words import moment, source_word, span, state_word, value_word
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import RunInfo

# Colours that stay apart in both themes; the runs' own may be the same.
_COLORS = ("#1B5FB4", "#B5361F", "#22713F", "#7B3FA0", "#8A5A00", "#5B6470")


class CompareView(QWidget):
    """Training faint, validation strong, one colour for each run."""

    def __init__(self, backend: Backend, back: Callable[[], object]) -> None:
        super().__init__()
        self._backend = backend
        self._loading: Call | None = None
        self._title = label(self.tr("Compare runs"), "title")
        self.chart = Chart(backend, self.tr("Losses of the compared runs"))
        self.chart.setMinimumHeight(340)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("Differing settings and results"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().hide()
        self._errors = column()
        chart = Card(margin=18)
        chart.body.addWidget(label(self.tr("Loss"), "heading"))
        self._unlike = label(
            self.tr("These runs learned by different methods: their losses cannot be compared."),
            "warn",
            wrap=True,
        )
        self._unlike.hide()
        chart.body.addWidget(self._unlike)
        chart.body.addWidget(self.chart, 1)
        table = Card(margin=18)
        table.body.addWidget(label(self.tr("What differs, and what came out"), "heading"))
        table.body.addWidget(self.table)
        inside = QWidget()
        body = column(self._errors, chart, table, spacing=16)
        body.setStretch(1, 1)
        inside.setLayout(body)
        head = row(self._title, None, button(self.tr("All runs"), back))
        layout = column(head, scrolling(inside, self.tr("Comparison")), spacing=16)
        layout.setContentsMargins(28, 22, 28, 20)
        self.setLayout(layout)

    def show_runs(self, infos: Sequence[RunInfo]) -> None:
        """Compare these runs."""
        clear(self._errors)
        if self._loading:
            self._loading.drop()

        def work(engine: Engine, call: Call) -> list[Any]:
            return [
                (info, Points(engine.metrics(info.id)), engine.parity(info.id), data_of(engine, info))
                for info in infos
            ]

        self._loading = self._backend.run(work, done=self._on_loaded, failed=self._on_failed)

    def _on_failed(self, error: EngineError) -> None:
        self._loading = None
        self._errors.addWidget(ErrorBox(error))

    def _on_loaded(self, runs: list[Any]) -> None:
        self._loading = None
        series = []
        for number_, (info, points, _, _) in enumerate(runs):
            color, name = _COLORS[number_ % len(_COLORS)], run_name(info)
            text = self.tr("{0}, training").format(name)
            series.append(Series(text, points.training, color, 1.4, faint=True))
            dashed = number_ >= len(_COLORS)
            text = self.tr("{0}, validation").format(name)
            series.append(Series(text, points.validation, color, 2.4, dashed=dashed))
        self.chart.show_series(series)
        self._unlike.setVisible(len({info.settings.method for info, *_ in runs}) > 1)
        infos, _, parities, data = (list(column) for column in zip(*runs, strict=True))
        self._fill(infos, [*self._results(infos, parities), *self._settings(infos, data)])

    def _fill(self, infos: list[RunInfo], rows: list[tuple[str, list[str]]]) -> None:
        self.table.clear()
        self.table.setColumnCount(len(infos) + 1)
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(["", *(run_name(info) for info in infos)])
        for at, (title, values) in enumerate(rows):
            for column_, text in enumerate([title, *values]):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignLeft if column_ == 0 else Qt.AlignmentFlag.AlignRight
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}: {text}" if column_ else title)
                self.table.setItem(at, column_, item)
                header = self.table.horizontalHeaderItem(column_)
                if at == 0 and header:
                    header.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _fit(self) -> None:
        """As tall as its rows: the page scrolls, not the table."""
        self.table.resizeRowsToContents()
        height = self.table.horizontalHeader().sizeHint().height()
        height += sum(self.table.rowHeight(row) for row in range(self.table.rowCount()))
        self.table.setFixedHeight(height + 12)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.table.rowCount():
            self._fit()

    def _results(self, infos: list[RunInfo], parities: list[Any]) -> list[tuple[str, list[str]]]:
        def loss(value: float | None) -> str:
            return "–" if value is None else decimal(value, 3)

        def rate(info: RunInfo) -> str:
            return number(round(info.tokens / info.seconds)) if info.seconds else "–"

        return [
            (self.tr("State"), [state_word(info.state) for info in infos]),
            (self.tr("Best validation loss"), [loss(info.best_valid_loss) for info in infos]),
            (self.tr("Best step"), [number(info.best_step) if info.best_step else "–" for info in infos]),
            (self.tr("Last training loss"), [loss(info.loss_last) for info in infos]),
            (self.tr("Effect (KL)"), [loss(parity.effect_kl) if parity else "–" for parity in parities]),
            (self.tr("Training time"), [span(info.seconds) if info.seconds else "–" for info in infos]),
            (self.tr("Tokens per second"), [rate(info) for info in infos]),
            (
                self.tr("Peak memory"),
                [size(i.peak_memory_bytes) if i.peak_memory_bytes else "–" for i in infos],
            ),
        ]

    def _settings(self, infos: list[RunInfo], data: list[str]) -> list[tuple[str, list[str]]]:
        """Data, base and settings in which the runs differ; if in none, that is said."""
        facts = [
            {
                self.tr("Data"): source,
                self.tr("Base model"): info.base_model,
                self.tr("System prompt"): info.persona.system_prompt or "–",
                self.tr("Goes on from"): info.continued.name if info.continued else "–",
                self.tr("Steps"): number(info.total_steps),
                **{name: value_word(value) for name, value in info.settings.model_dump().items()},
            }
            for info, source in zip(infos, data, strict=True)
        ]
        differing = [key for key in facts[0] if len({fact[key] for fact in facts}) > 1]
        if not differing:
            return [(self.tr("Settings"), [self.tr("all the same")] * len(infos))]
        return [(key, [fact[key] for fact in facts]) for key in differing]


def data_of(engine: Engine, info: RunInfo) -> str:
    """What a person calls the data of a run; its id if it is gone."""
    from engine.errors import EngineError

    try:
        return source_word(engine.dataset(info.dataset).source)
    except EngineError:
        return info.dataset


def run_name(info: RunInfo) -> str:
    """A run among others: its voice, and when it began."""
    return f"{info.persona.name}, {moment(info.created)}"
