"""Check: what is in the data, what is wrong with it, and buttons that put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QProgressBar, QPushButton, QWidget

from desktop.amounts import number
from desktop.backend import Backend, Call
from desktop.icons import icon
from desktop.pages.train.arrange import scrolling
from desktop.pages.train.findings import Finding, Fix, find
from desktop.pages.train.plan import Plan
from desktop.pages.train.step import Step
from desktop.theme import theme
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row
from desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.api import Engine
    from engine.errors import EngineError

_ICONS = {
    "stop": ("warning", "danger"),
    "warn": ("warning", "warn"),
    "note": ("note", "text2"),
    "ok": ("done", "ok"),
}
_ROWS_SHOWN = 6


class CheckStep(Step):
    """Asks the engine, shows the findings; a fix makes a new file and checks that."""

    add_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._checking: Call | None = None
        self.findings: list[Finding] = []
        self._reading = label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(320)
        self._bar.setAccessibleName(self.tr("Checking"))
        self._list = column(spacing=10)
        inside = QWidget()
        body = column(self._reading, self._bar, self._list, None, spacing=10)
        inside.setLayout(body)
        self.setLayout(column(scrolling(inside, self.tr("Findings"))))
        theme.changed.connect(self._show)

    def enter(self, plan: Plan) -> None:
        super().enter(plan)
        self.check()

    def leave(self) -> None:
        if self._checking:
            self._checking.drop()
            self._checking = None

    @property
    def complete(self) -> bool:
        return bool(self.findings) and not any(finding.level == "stop" for finding in self.findings)

    @property
    def hint(self) -> str:
        if self._checking:
            return self.tr("Checking…")
        return "" if self.complete else self.tr("What is marked in red has to be put right first.")

    # Checking

    def check(self) -> None:
        """Look at the data anew."""
        self.leave()
        self.findings = []
        plan, data = self.plan, self.plan.data
        assert data is not None
        known, base, prompt, limit = plan.measure, plan.base, plan.system_prompt, _limit(plan)

        def work(engine: Engine, call: Call) -> Any:
            following: dict[str, Any] = {"on_event": call.report, "cancel": call.cancel_token}
            report = engine.check_data(
                data, base=base, max_seq_length=limit, system_prompt=prompt, **following
            )
            measure = known
            if measure is None and report.description.examples:
                measure = engine.measure_data(data, base, prompt, **following)
            return report, measure, engine.model(base).n_ctx_train

        self._reading.setText(self.tr("Reading {0}…").format(plan.source))
        self._bar.setRange(0, 0)
        self._checking = self.backend.run(
            work,
            done=lambda found: self._on_checked(plan, found),
            failed=self._on_failed,
            event=self._on_event,
        )
        self._show()
        self.changed.emit()

    def _on_event(self, event: dict[str, Any]) -> None:
        if event.get("event") == "checked":
            self._bar.setRange(0, event["total"])
            self._bar.setValue(event["done"])
            self._reading.setText(self.tr("Looking for faults in {0}…").format(self.plan.source))
        elif event.get("event") == "measured":
            self._bar.setRange(0, max(1, event["total"]))
            self._bar.setValue(event["done"])
            text = self.tr("Counting tokens: {0} of {1} examples")
            self._reading.setText(text.format(number(event["done"]), number(event["total"])))

    def _on_checked(self, plan: Plan, found: Any) -> None:
        self._checking = None
        report, plan.measure, longest = found
        about = report.description
        plan.examples, plan.conversations = about.examples, bool(about.conversations)
        self.findings = find(plan, report, plan.measure, longest)
        self._show()
        self.changed.emit()

    def _on_failed(self, error: EngineError) -> None:
        self._checking = None
        self._show()
        retry = button(self.tr("Retry"), self.check)
        other = button(self.tr("Choose another file"), self.other_wanted.emit)
        self._list.addWidget(ErrorBox(error, retry, other))
        self.changed.emit()

    # Showing

    def _show(self) -> None:
        self._reading.setVisible(self._checking is not None)
        self._bar.setVisible(self._checking is not None)
        clear(self._list)
        for finding in self.findings:
            self._list.addWidget(self._card(finding))

    def _card(self, finding: Finding) -> QWidget:
        card = Card(margin=14)
        card.setObjectName(f"finding-{finding.key}")
        card.setAccessibleName(f"{finding.title} {finding.detail}")
        name, role = _ICONS[finding.level]
        sign = QLabel()
        pixels = theme.size("title")
        sign.setPixmap(icon(name, getattr(theme.colors, role)).pixmap(pixels, pixels))
        words = {
            "stop": self.tr("Must be put right"),
            "warn": self.tr("Worth a look"),
            "note": self.tr("Good to know"),
            "ok": self.tr("Fine"),
        }
        sign.setAccessibleName(words[finding.level])
        texts = column(label(finding.title, "heading", wrap=True), spacing=2)
        if finding.detail:
            texts.addWidget(label(finding.detail, "secondary", wrap=True))
        if finding.rows:
            texts.addSpacing(6)
            texts.addWidget(self._rows(finding))
        if finding.fixes:
            texts.addSpacing(6)
            texts.addLayout(FlowLayout(*(self._button(fix) for fix in finding.fixes)))
        line = row(spacing=12)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        card.body.addLayout(line)
        return card

    def _rows(self, finding: Finding) -> QListWidget:
        rows = QListWidget()
        rows.setAccessibleName(self.tr("Rows"))
        rows.addItems(finding.rows)
        rows.setWordWrap(True)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        height = sum(max(rows.sizeHintForRow(i), 24) for i in range(min(len(finding.rows), _ROWS_SHOWN)))
        rows.setMinimumHeight(height + 6)
        rows.setMaximumHeight(height + 6)
        return rows

    def _button(self, fix: Fix) -> QPushButton:
        return button(fix.text, lambda: self.apply(fix), "primary" if fix.key == "bad_rows" else "")

    def apply(self, fix: Fix) -> None:
        """Do what a fix button says, then check again."""
        plan, data = self.plan, self.plan.data
        self.hands_on = fix.key not in ("add", "other")
        if fix.key == "add":
            self.add_wanted.emit()
        elif fix.key == "other":
            self.other_wanted.emit()
        elif fix.key == "raise_limit":
            plan.limit = fix.value
            plan.own.pop("max_seq_length", None)
            self.check()
        elif data is not None:
            self._repair(plan, data, fix.value)

    def _repair(self, plan: Plan, data: Path, keys: Sequence[str]) -> None:
        """Write a file without what is wrong, then check that; the findings give way, so nobody fixes twice."""
        self.leave()
        self.findings = []
        base, prompt, limit = plan.base, plan.system_prompt, _limit(plan)
        self._reading.setText(self.tr("Writing a copy of {0}…").format(plan.source))
        self._bar.setRange(0, 0)
        self._checking = self.backend.run(
            lambda engine, call: engine.fix_data(
                data,
                keys,
                base=base,
                max_seq_length=limit,
                system_prompt=prompt,
                on_event=call.report,
                cancel=call.cancel_token,
            ),
            done=lambda fixed: self._on_fixed(plan, fixed[0]),
            failed=self._on_failed,
        )
        self._show()
        self.changed.emit()

    def _on_fixed(self, plan: Plan, path: Path) -> None:
        plan.use_data(path, plan.source, plan.examples, plan.conversations)
        self.check()


def _limit(plan: Plan) -> int:
    """The most tokens of an example that are learned; 0: as many as usual."""
    return int(plan.own.get("max_seq_length", plan.limit))
