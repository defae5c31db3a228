"""Train: a run under way or of the past, with its curves, its samples and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.amounts import decimal, number, size
from desktop.backend import Backend
from desktop.pages.train.arrange import Pair, scrolling
from desktop.pages.train.chart import Chart
from desktop.pages.train.desk import Desk
from desktop.pages.train.hearing import Hearing
from desktop.pages.train.later import later
from desktop.pages.train.legend import Series
from desktop.pages.train.live import RESUMABLE, LiveRun
from desktop.pages.train.questions import confirm_discard
from desktop.pages.train.standing import facts, standing
from desktop.pages.train.tiles import Tile, TileRow
from desktop.pages.train.words import span, state_word
from desktop.remedies import show_log_button
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row
from desktop.widgets.flow import FlowLayout
from desktop.widgets.plain import escape_mnemonic

if TYPE_CHECKING:
    from engine.types import Machine

_REFRESH_MS = 200  # a fast run steps many times a second; the eye does not


class RunView(QWidget):
    """Shows one `LiveRun` at a time. Everything is kept in the run: this only draws it."""

    meet_wanted = Signal()
    replan_wanted = Signal(object)  # the plan of a run that could not start
    left = Signal()  # the run shown is gone

    def __init__(self, backend: Backend, desk: Desk) -> None:
        super().__init__()
        self._backend, self._desk = backend, desk
        self.live: LiveRun | None = None
        self._machine_memory = 0
        self._error_shown: object = None
        self._hands_on = False  # a button was pressed: the next that can be gets the focus
        self.step = Tile(self.tr("Step"))
        self.time = Tile(self.tr("Time left"))
        self.speed = Tile(self.tr("Tokens per second"))
        self.memory = Tile(self.tr("Memory"), self.tr("What training uses, of the memory this computer has."))
        tiles = TileRow(self.step, self.time, self.speed, self.memory)
        self.chart = Chart(backend, self.tr("Training and validation loss over steps"))
        self.hearing = Hearing()
        self._errors = column()
        self._stage = label("", wrap=True)
        self._facts = label("", "caption", wrap=True)
        self.note = label("", "caption", wrap=True)
        self._make_buttons()
        pair = Pair(self._chart_card(), self.hearing, (5, 2))
        inside = QWidget()
        foot = row(spacing=16)
        foot.addLayout(FlowLayout(*self._buttons.values()), 3)
        foot.addWidget(self.note, 2)
        words = column(self._stage, self._facts, spacing=2)
        body = column(self._errors, tiles, words, pair, spacing=14)
        body.setStretch(3, 1)
        inside.setLayout(body)
        self.setLayout(column(scrolling(inside, self.tr("Training")), foot, spacing=16))
        self._timer = later(self, _REFRESH_MS, self.refresh)
        desk.changed.connect(self.refresh)
        desk.discarded.connect(self._on_discarded)

    def _chart_card(self) -> Card:
        card = Card(margin=18)
        self.kinds = QButtonGroup(self)
        chips: list[QWidget] = []
        for at, title in enumerate((self.tr("Loss"), self.tr("Learning rate"))):
            chip = button(title, role="tag")
            chip.setCheckable(True)
            self.kinds.addButton(chip, at)
            chips.append(chip)
        self.kinds.button(0).setChecked(True)
        self.kinds.idToggled.connect(lambda _, on: self._draw() if on else None)
        self._chart_title = label(self.tr("Loss"), "heading")
        card.body.addLayout(row(self._chart_title, None, *chips))
        card.body.addWidget(self.chart, 1)
        return card

    def _make_buttons(self) -> None:
        self._buttons: dict[str, QPushButton] = {
            "meet": button(self.tr("Meet your persona"), self.meet_wanted.emit, "primary"),
            "resume": button(self.tr("Resume"), self._resume, "primary"),
            "start": button(self.tr("Start now"), self._start, "primary"),
            "replan": button(self.tr("Back to the plan"), self._replan, "primary"),
            "pause": button(self.tr("Pause"), self._pause),
            "keep": button(self.tr("Stop and keep best"), self._keep),
            "keep_stopped": button(self.tr("Keep the best so far"), self._keep),
            "unqueue": button(self.tr("Remove from the queue"), self._pause, "danger"),
            "cancel": button(self.tr("Cancel"), self._cancel, "danger"),
            "discard": button(self.tr("Discard…"), self._cancel, "danger"),
        }
        for name, made in self._buttons.items():
            made.setObjectName(f"run-{name}")

    def button(self, name: str) -> QPushButton:
        """The button called `name`: pause, keep, cancel, resume, …"""
        return self._buttons[name]

    @property
    def main_button(self) -> QPushButton | None:
        """The first button that can be pressed now."""
        return next(
            (made for made in self._buttons.values() if not made.isHidden() and made.isEnabled()), None
        )

    # Which run

    def show_run(self, live: LiveRun) -> None:
        """Follow this run from now on."""
        if self.live is not live:
            if self.live:
                self.live.changed.disconnect(self._changed)
            self.live = live
            live.changed.connect(self._changed)
            self.chart.reset_zoom()
        if not self._machine_memory:
            self._backend.run(
                lambda engine, call: engine.machine(), done=self._on_machine, failed=lambda _: None
            )
        self.refresh()

    def _on_machine(self, machine: Machine) -> None:
        self._machine_memory = machine.memory
        self.refresh()

    def _changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    # Drawing

    def refresh(self) -> None:
        """Show the run as it is now."""
        live = self.live
        if live is None:
            return
        self._draw_tiles(live)
        self._draw()
        self.hearing.show_samples(live.points.samples)
        self._draw_words(live)
        self._draw_buttons(live)

    def _draw_tiles(self, live: LiveRun) -> None:
        training = live.active and live.stage == "Training"
        steps = self.tr("{0} / {1}").format(number(live.step), number(live.total)) if live.total else ""
        self.step.show_value(steps)
        if live.active:
            running = live.points.seconds_left is not None and training
            self.time.show_value(
                span(live.points.seconds_left or 0) if running else "…", self.tr("Time left")
            )
        else:
            self.time.show_value(state_word(live.state), self.tr("State"))
        self.speed.show_value(
            number(round(live.points.tokens_per_second)) if live.points.tokens_per_second else ""
        )
        used = live.points.memory
        if not live.active and live.info and live.info.peak_memory_bytes:
            used = live.info.peak_memory_bytes
        text = size(used) if used else ""
        if used and self._machine_memory:
            text = self.tr("{0} of {1} GB").format(
                decimal(used / 1e9, 1), decimal(self._machine_memory / 1e9, 0)
            )
        self.memory.show_value(text)

    def _draw(self) -> None:
        live = self.live
        if live is None:
            return
        if self.kinds.checkedId() == 1:
            self._chart_title.setText(self.tr("Learning rate"))
            self.chart.setAccessibleName(self.tr("Learning rate over steps"))
            self.chart.show_series([Series(self.tr("learning rate"), live.points.rate, "primary")])
            self.chart.set_extent(live.total)
            rates = live.points.rate.values
            self.chart.set_names([self.tr("learning rate {0}").format(f"{rates[-1]:.1e}") if rates else ""])
            return
        self._chart_title.setText(self.tr("Loss"))
        self.chart.setAccessibleName(self.tr("Training and validation loss over steps"))
        self.chart.show_series(
            [
                Series(self.tr("training"), live.points.training, "primary", 1.6, faint=True),
                Series(self.tr("validation"), live.points.validation, "#B5361F", 2.4),
            ]
        )
        self.chart.set_names(self._legend(live))
        self.chart.set_extent(live.total)

    def _legend(self, live: LiveRun) -> list[str]:
        losses, checks = live.points.training.values, live.points.validation.values
        training, validation = self.tr("training"), self.tr("validation")
        if losses:
            training = self.tr("training {0}").format(decimal(losses[-1]))
        if checks and live.points.best_loss is not None:
            validation = self.tr("validation {0}, best at step {1}").format(
                decimal(checks[-1]), number(live.points.best_step)
            )
        return [training, validation]

    def _draw_words(self, live: LiveRun) -> None:
        text = standing(live, self._desk)
        self._stage.setText(text)
        self._stage.setVisible(bool(text))
        self._facts.setText(facts(live))
        note = ""
        if live.active:
            note = self.tr(
                "Safe to close the window: Macaw asks whether to pause or to go on in the background. "
                "A crash costs {0} steps at most."
            ).format(number(live.settings.save_every if live.settings else 0))
        self.note.setText(note)
        if live.error is not self._error_shown:
            self._error_shown = live.error
            clear(self._errors)
            if live.error:
                log = [show_log_button(live.id)] if live.id and not live.error.log else []
                self._errors.addWidget(ErrorBox(live.error, *log))

    def _draw_buttons(self, live: LiveRun) -> None:
        running, stopped = live.state in ("starting", "running"), live.state in RESUMABLE
        finishing = live.stage in ("Converting", "Proving")
        shown = {
            "meet": live.state == "done",
            "resume": stopped and bool(live.id),
            "start": live.state == "waiting" and self._desk.current is None,
            "replan": stopped and not live.id and live.plan is not None,
            "pause": live.active,
            "keep": live.active and not finishing,
            "keep_stopped": stopped and live.step > 0,
            "unqueue": live.state == "waiting",
            "cancel": live.active,
            "discard": stopped,
        }
        for name, made in self._buttons.items():
            made.setVisible(shown[name])
        for name in ("pause", "keep", "cancel"):
            self._buttons[name].setEnabled(running)
        self._buttons["keep"].setEnabled(running and live.step > 0)
        if self._hands_on and self.main_button:
            self._hands_on = False
            self.main_button.setFocus()
        meet = self.tr("Meet {0}").format(live.name)
        self._buttons["meet"].setText(escape_mnemonic(meet))
        self._buttons["meet"].setAccessibleName(meet)

    # What can be done

    def _pause(self) -> None:
        if self.live:
            self._hands_on = self._buttons["pause"].hasFocus()
            self._desk.stop(self.live)

    def _keep(self) -> None:
        if self.live is None:
            return
        if self.live.active:
            self._desk.stop(self.live, "keep")
        else:
            self._desk.keep(self.live)

    def _resume(self) -> None:
        if self.live:
            self._hands_on = self._buttons["resume"].hasFocus()
            self._desk.resume(self.live)

    def _start(self) -> None:
        self._desk.go_on(self.live)

    def _replan(self) -> None:
        if self.live and self.live.plan:
            self._desk.forget(self.live)
            self.replan_wanted.emit(self.live.plan)

    def _cancel(self) -> None:
        """Ask, then throw the run away."""
        live = self.live
        if live is None or not confirm_discard(self, live):
            return
        if live.active:
            self._desk.stop(live, "discard")
        else:
            self._desk.discard(live)

    def _on_discarded(self, live: LiveRun) -> None:
        if live is self.live:
            live.changed.disconnect(self._changed)
            self.live = None
            self.left.emit()
