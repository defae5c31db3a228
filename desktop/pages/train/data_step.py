"""Data: a file, a pasted text or a table of examples, seen at once as conversations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPlainTextEdit, QStackedWidget, QWidget

from desktop.amounts import number
from desktop.backend import Backend, Call
from desktop.pages.train.arrange import Pair, scrolling
from desktop.pages.train.examples_table import ExamplesTable
from desktop.pages.train.file_way import FileWay
from desktop.pages.train.later import later
from desktop.pages.train.plan import LEAST_EXAMPLES, Plan, plural
from desktop.pages.train.preview import FIRST, Preview, written
from desktop.pages.train.step import Step
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label
from desktop.widgets.drop import FileDrop
from desktop.widgets.flow import FlowLayout
from desktop.widgets.form import calm

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.errors import EngineError

_IDLE_MS = 700  # after the last key before a text is looked at
_LEAST_HEIGHT = 330
_FEW = 60  # rows of the table worth showing back


class DataStep(Step):
    """Three ways to give examples, one preview."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._reading: Call | None = None
        self.preview = Preview()
        self.table = ExamplesTable()
        self.text = QPlainTextEdit()
        calm(self.text)
        self.text.setAccessibleName(self.tr("Pasted examples"))
        self.text.setPlaceholderText(
            self.tr(
                "Q: What is a bowline?\nA: A knot, matey, that makes a loop.\n\nQuestions and answers so, or as "
                "User: and Assistant:, as JSONL or CSV; anything else is learned as plain text."
            )
        )
        self._errors = column()
        self._status = label("", "caption", wrap=True)
        self.files = FileWay()
        self.files.choose_wanted.connect(self.choose)
        self.ways = QButtonGroup(self)
        self._stack = QStackedWidget()
        ways: list[QWidget] = []
        for at, (title, content) in enumerate(
            (
                (self.tr("From a file"), self.files),
                (self.tr("Paste"), self.text),
                (self.tr("Write"), self._write_way()),
            )
        ):
            way = button(title, role="chip")
            way.setCheckable(True)
            self.ways.addButton(way, at)
            ways.append(way)
            self._stack.addWidget(content)
        self.ways.idToggled.connect(self._change_way)
        left = Card(margin=18)
        left.body.setSpacing(12)
        left.body.addLayout(FlowLayout(*ways))
        left.body.addWidget(self._stack, 1)
        left.body.addLayout(self._errors)
        left.body.addWidget(self._status)
        left.setMinimumHeight(_LEAST_HEIGHT)
        self.preview.setMinimumHeight(_LEAST_HEIGHT)
        self.setLayout(column(scrolling(Pair(left, self.preview, (1, 1)), self.tr("Data"))))
        self._idle = later(self, _IDLE_MS, self._look)
        self.text.textChanged.connect(self._on_text)
        self.table.edited.connect(self._on_table)
        FileDrop(self, self.tr("Drop to learn from these examples"), (), self.use_files)
        self.ways.button(0).setChecked(True)

    def _write_way(self) -> QWidget:
        box = QWidget()
        note = label(
            self.tr(
                "A question and how your voice answers it; at least {0}. "
                "Rows copied from a spreadsheet can be pasted."
            ).format(LEAST_EXAMPLES),
            "caption",
            wrap=True,
        )  # fmt: skip
        box.setLayout(column(note, self.table, spacing=8))
        return box

    # Which way

    def enter(self, plan: Plan) -> None:
        other = plan is not self.plan
        super().enter(plan)
        if other:
            self._show_plan(plan)
        if (data := plan.data) is not None:
            self._read(lambda engine: data, plan.source)
        elif plan.way == 1 and plan.text.strip():
            self._look_at_text()
        elif plan.way == 2 and plan.rows:
            self._on_table()
        self._show_status()
        if way := self.ways.checkedButton():
            way.setFocus()

    def _show_plan(self, plan: Plan) -> None:
        """Fill in what was given so far, which is to change nothing in the plan."""
        self._stack.setCurrentIndex(0)  # what is not in sight is not looked at
        self.text.setPlainText(plan.text)
        self.table.show_rows(plan.rows)
        self.preview.show_examples([], 0, "", "")
        self.files.show_given("")
        self.ways.blockSignals(True)
        self.ways.button(plan.way).setChecked(True)
        self.ways.blockSignals(False)
        self._stack.setCurrentIndex(plan.way)

    def leave(self) -> None:
        self._idle.stop()

    def write(self) -> None:
        """Go to the table: there are too few examples yet."""
        self.ways.button(2).setChecked(True)

    def _change_way(self, way: int, on: bool) -> None:
        if not on:
            return
        self.plan.way = way
        self._stack.setCurrentIndex(way)
        clear(self._errors)
        if way == 1 and self.text.toPlainText().strip():
            self._look_at_text()
        elif way == 2 and self.table.pairs():
            self._on_table()
        self._show_status()

    @property
    def complete(self) -> bool:
        return self._reading is None and self.plan.data is not None and self.plan.examples >= LEAST_EXAMPLES

    @property
    def hint(self) -> str:
        if self._reading or self.plan.examples >= LEAST_EXAMPLES:
            return ""
        return self.tr("At least {0} examples are needed.").format(LEAST_EXAMPLES)

    # Files

    def choose(self) -> None:
        """Let the person pick files."""
        kinds = self.tr("Examples (*.jsonl *.json *.csv *.tsv *.txt *.md);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose examples"), "", kinds)
        if names:
            self.use_files([Path(name) for name in names])

    def use_files(self, paths: list[Path]) -> None:
        """Learn from these files."""
        self.ways.button(0).setChecked(True)
        self.plan.left_out = []
        if len(paths) == 1:
            self._read(lambda engine: paths[0], paths[0].name)
            return
        source = self.tr("{0} files").format(number(len(paths)))

        left_out: list[tuple[str, int, str]] = []

        def merged(engine: Engine) -> Path:
            path, problems = engine.merge_data(paths)
            left_out.extend((file.name, p.line, p.reason) for file, p in problems)
            return path

        self._read(merged, source, left_out=left_out)

    # Text and table

    def _on_text(self) -> None:
        if self._stack.currentIndex() == 1:
            self.plan.text = self.text.toPlainText()
            self.plan.forget_data()  # until the new text was looked at
            self._idle.start()
            self.changed.emit()

    def _look(self) -> None:
        if self._stack.currentIndex() == 1:
            self._look_at_text()
        elif len(pairs := self.table.pairs()) >= LEAST_EXAMPLES:
            self._read(lambda engine: engine.draft_pairs(pairs), self.tr("written examples"), quiet=True)

    def _look_at_text(self) -> None:
        self.plan.left_out = []
        text = self.text.toPlainText()
        if text.strip():
            self._read(lambda engine: engine.draft_text(text), self.tr("pasted text"))
        else:
            self._forget()

    def _on_table(self) -> None:
        """The table needs no reader: show it at once, and keep it as a file in a moment."""
        if self._stack.currentIndex() != 2:
            return
        pairs, self.plan.rows = self.table.pairs(), self.table.written()
        self.plan.forget_data()
        first = [written(*pair) for pair in pairs[:FIRST]]
        self.preview.show_examples(first, len(pairs), self.plan.name, self.plan.color)
        self._show_status()
        self._idle.start()
        self.changed.emit()

    def _forget(self) -> None:
        self.plan.forget_data()
        self.preview.show_examples([], 0, "", "")
        self._show_status()
        self.changed.emit()

    # Reading

    def _read(
        self,
        path_of: Callable[[Engine], Path],
        source: str,
        *,
        quiet: bool = False,
        left_out: list[tuple[str, int, str]] | None = None,
    ) -> None:
        """Read the file that `path_of` makes or names; the last call wins. `quiet`: it is shown already.

        `left_out` are the rows that `path_of` found to be bad; None if it looked for none.
        """
        if self._reading:
            self._reading.drop()
        clear(self._errors)
        plan = self.plan

        def work(engine: Engine, call: Call) -> Any:
            path = path_of(engine)
            dataset, about = engine.read_data(path)
            return (
                path,
                dataset.examples[:_FEW],
                about.examples,
                len(dataset.problems),
                bool(about.conversations),
            )

        self._reading = self.backend.run(
            work,
            done=lambda found: self._on_read(plan, source, found, quiet, left_out),
            failed=lambda error: self._on_not_read(error, source),
        )
        if not quiet:
            self._status.setText(self.tr("Reading {0}…").format(source))
        self.changed.emit()

    def _on_read(
        self, plan: Plan, source: str, found: Any, quiet: bool, left_out: list[tuple[str, int, str]] | None
    ) -> None:
        self._reading = None
        if left_out is not None:
            plan.left_out = left_out
        path, examples, good, bad, conversations = found
        if path != plan.data:
            plan.use_data(path, source, good, conversations)
        if not quiet:
            self.preview.show_examples(examples, good, plan.name, plan.color)
        self.files.show_given(source, good, bad, conversations)
        self._show_status(bad)
        self.changed.emit()

    def _on_not_read(self, error: EngineError, source: str) -> None:
        self._reading = None
        self._forget()
        self.files.show_given("")
        other = button(self.tr("Choose another file…"), self.choose)
        self._errors.addWidget(ErrorBox(error, *([other] if self._stack.currentIndex() == 0 else [])))
        self._status.clear()

    def _show_status(self, bad: int = 0) -> None:
        text = ""
        if bad:
            text = self.tr("The bad rows are shown in the next step, with what to do about them.")
        elif self._stack.currentIndex() == 2:
            pairs = len(self.table.pairs())
            text = plural(pairs, self.tr("{0} example so far."), self.tr("{0} examples so far."))
        self._status.setText(text)
        self._status.setVisible(bool(text) or self._reading is not None)
