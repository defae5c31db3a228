"""The ends of the workers' logs, for the curious and for reports of faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSizePolicy

from desktop.amounts import size
from desktop.pages.settings.section import Section
from desktop.theme import theme
from desktop.widgets.basic import ErrorBox, button, clear, column, label
from desktop.widgets.flow import FlowLayout
from desktop.widgets.form import calm

if TYPE_CHECKING:
    from desktop.backend import Call, Work
    from engine.errors import EngineError
    from engine.types import LogFile

_LINES = 18


class LogsSection(Section):
    """One log at a time, from its end."""

    _wanted = ""
    _call: Call | None = None

    def make_title(self) -> str:
        return self.tr("Logs")

    def build(self) -> None:
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Log"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.currentIndexChanged.connect(self._load)
        calm(self.choice)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("End of the log"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        calm(self.text)
        self._note = label("", "caption", wrap=True)
        self._errors = column()
        self.copy_button = button(self.tr("Copy"), self._copy)
        self.refresh_button = button(self.tr("Refresh"), self.opened)
        hint = self.tr("What the processes behind the window wrote down. Errors of theirs are here too.")
        bar = FlowLayout(self.choice, self.refresh_button, self.copy_button)
        self.add_card("", label(hint, "caption", wrap=True), bar, self._note, self.text, self._errors)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        font = theme.font("caption", mono=True)
        self.text.setFont(font)
        # The style sheet's font would win otherwise.
        self.text.setStyleSheet(f"font-family: '{font.family()}'; font-size: {font.pixelSize()}px;")
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 24)

    def choose(self, log: str) -> None:
        """Show the log with this name or path when the section is next opened."""
        self._wanted = log

    def opened(self) -> None:
        self._ask(lambda engine, call: engine.logs(), self._list)

    def _ask(self, work: Work, done: Callable[[Any], None]) -> None:
        """The answer to the newest question is the one that is shown."""
        if self._call is not None:
            self._call.drop()
        self._call = self.backend.run(work, done=done, failed=self._failed)

    def _list(self, logs: Sequence[LogFile]) -> None:
        named = (log.name for log in logs if self._wanted in (log.name, str(log.path)))
        chosen, self._wanted = next(named, self.choice.currentData()), ""
        self.choice.blockSignals(True)
        self.choice.clear()
        for log in logs:
            self.choice.addItem(f"{log.name} ({size(log.bytes)})", log.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(False)
        self._note.setText("" if logs else self.tr("There are none yet: they come with the first answer."))
        self._note.setVisible(not logs)
        self.text.setVisible(bool(logs))
        self._load()

    def _load(self) -> None:
        name = self.choice.currentData()
        clear(self._errors)
        if name:
            self._ask(lambda engine, call: engine.log_tail(name), self._show)

    def _show(self, text: str) -> None:
        self.text.setPlainText(text or self.tr("(empty)"))
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _failed(self, error: EngineError) -> None:
        clear(self._errors)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Try again"), self.opened)))
