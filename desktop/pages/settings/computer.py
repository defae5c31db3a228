"""What Macaw may take of this computer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

from desktop.amounts import size
from desktop.engine_text import engine_text
from desktop.pages.settings.section import Section
from desktop.widgets.basic import label
from desktop.widgets.form import field

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.types import Machine

_GB = 1_000_000_000
_LEAST = 1.0  # GB: below this not even the starter model would do


class ComputerSection(Section):
    """Threads and memory; in force from the next answer on."""

    def make_title(self) -> str:
        return self.tr("This computer")

    def build(self) -> None:
        self._machine = label(self.tr("Looking…"), wrap=True, selectable=True)
        answers = label(self.tr("Models answer on the processor (CPU)."), "secondary", wrap=True)
        self._device = label("", "secondary", wrap=True, selectable=True)
        self._asked = False
        self.add_card(self.tr("Device"), self._machine, answers, self._device)
        cores = os.cpu_count() or 1
        self.threads = QSpinBox()
        self.threads.setRange(0, cores)
        self.threads.setSpecialValueText(self.tr("Automatic"))
        self.threads.setValue(min(self.settings.threads, cores))
        self.threads.valueChanged.connect(self._use)
        threads = self.tr("Threads that write an answer, at most one for each of the {0} cores.").format(
            cores
        )
        self.memory = QDoubleSpinBox()
        self.memory.setDecimals(1)
        self.memory.setSingleStep(0.5)
        self.memory.setRange(_LEAST - 0.5, 4096)
        self.memory.setSpecialValueText(self.tr("No limit"))
        self.memory.setSuffix(" GB")
        self.memory.setValue(self.settings.memory_limit / _GB)
        self.memory.valueChanged.connect(self._use)
        memory = self.tr("A base model that needs more is not loaded, and Models says that it won’t fit.")
        self.add_card("", field(self.tr("Threads"), self.threads, threads, wide=False))
        self.add_card("", field(self.tr("Memory limit for a model"), self.memory, memory, wide=False))

    def opened(self) -> None:
        self.backend.run(lambda engine, call: engine.machine(), done=self._show)
        if not self._asked:
            self._asked = True
            self._device.setText(self.tr("Looking for the device to train on…"))
            self.backend.run(
                lambda engine, call: engine.training_device(call.cancel_token),
                done=self._show_device,
                failed=self._not_found,
            )

    def _show(self, machine: Machine) -> None:
        text = self.tr("{0}, {1} cores, {2} of {3} memory free")
        free, memory = size(machine.memory_available), size(machine.memory)
        self._machine.setText(text.format(machine.system, machine.cores, free, memory))

    def _show_device(self, device: str) -> None:
        self._device.setText(self.tr("Training runs on: {0}").format(engine_text(device)))

    def _not_found(self, error: EngineError) -> None:
        self._asked = False  # the next time the section is opened
        self._device.setText(engine_text(str(error)))

    def _use(self) -> None:
        limited = self.memory.value() >= _LEAST
        self.settings.threads = self.threads.value()
        self.settings.memory_limit = round(self.memory.value() * _GB) if limited else 0
        self.backend.run(lambda engine, call: self.settings.limit(engine))
        self.page.save()
