"""What Macaw may take of this computer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox

from desktop.amounts import size
from desktop.engine_text import engine_text
from desktop.pages.settings.section import Section
from desktop.widgets.basic import label
from desktop.widgets.form import field

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.types import Machine, TrainDevice

_GB = 1_000_000_000
_LEAST = 1.0  # GB: below this not even the starter model would do


class ComputerSection(Section):
    """Threads, memory and the device to train on; in force from the next answer or training on."""

    def make_title(self) -> str:
        return self.tr("This computer")

    def build(self) -> None:
        self._machine = label(self.tr("Looking…"), wrap=True, selectable=True)
        self.add_card("", self._machine)
        self._make_answering()
        self._make_training()

    def _make_answering(self) -> None:
        answers = label(self.tr("Models answer on the processor (CPU)."), "secondary", wrap=True)
        self.threads = self._threads_box(self.settings.threads)
        threads = self.tr("Threads that write an answer, at most one for each of the {0} cores.").format(
            self.threads.maximum()
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
        self.add_card(
            self.tr("Answering"),
            answers,
            field(self.tr("Threads"), self.threads, threads, role="body", wide=False),
            field(self.tr("Memory limit for a model"), self.memory, memory, role="body", wide=False),
        )

    def _make_training(self) -> None:
        self.device = QComboBox()
        self._names = {
            "": self.tr("Automatic"),
            "cpu": self.tr("Processor (CPU)"),
            "cuda": self.tr("NVIDIA GPU (CUDA)"),
            "mps": self.tr("Apple GPU (MPS)"),
        }
        self._offer(["", self.settings.train_device])
        self.device.currentIndexChanged.connect(self._use)
        self._devices: Sequence[TrainDevice] = ()
        self._asked = False
        self._about = label("", "caption", wrap=True, selectable=True)
        self.train_threads = self._threads_box(self.settings.train_threads)
        threads = self.tr(
            "Threads that train when it runs on the processor. Fewer leave more for other work."
        )
        kept = self.tr("A training under way, and one that is resumed, stays on the device it began on.")
        self.add_card(
            self.tr("Training"),
            field(self.tr("Device to train on"), self.device, role="body", wide=False),
            self._about,
            field(self.tr("Threads to train with"), self.train_threads, threads, role="body", wide=False),
            label(kept, "caption", wrap=True),
        )

    def _threads_box(self, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, os.cpu_count() or 1)
        box.setSpecialValueText(self.tr("Automatic"))
        box.setValue(min(value, box.maximum()))
        box.valueChanged.connect(self._use)
        return box

    def _offer(self, kinds: Sequence[str]) -> None:
        """These devices can be chosen; the one that is chosen stays so, even if it is gone."""
        self.device.blockSignals(True)
        self.device.clear()
        for kind in dict.fromkeys(kinds):
            self.device.addItem(self._names[kind], kind)
        self.device.setCurrentIndex(self.device.findData(self.settings.train_device))
        self.device.blockSignals(False)

    def opened(self) -> None:
        self.backend.run(lambda engine, call: engine.machine(), done=self._show)
        if not self._asked:
            self._asked = True
            self._about.setText(self.tr("Looking for the devices to train on…"))
            self.backend.run(
                lambda engine, call: engine.training_devices(call.cancel_token),
                done=self._show_devices,
                failed=self._not_found,
            )

    def _show(self, machine: Machine) -> None:
        text = self.tr("{0}, {1} cores, {2} of {3} memory free")
        free, memory = size(machine.memory_available), size(machine.memory)
        self._machine.setText(text.format(machine.system, machine.cores, free, memory))

    def _show_devices(self, devices: Sequence[TrainDevice]) -> None:
        self._devices = devices
        self._offer(["", *(device.kind for device in devices), self.settings.train_device])
        self._show_about()

    def _show_about(self) -> None:
        """What is known of the device that is chosen."""
        if not self._devices:
            return
        kind = self.settings.train_device
        chosen = next(
            (device for device in self._devices if device.kind == (kind or self._devices[0].kind)), None
        )
        self._about.setText(
            self.tr("Training runs on: {0}").format(engine_text(chosen.reason))
            if chosen
            else self.tr("This computer has no such device now: training would not start.")
        )

    def _not_found(self, error: EngineError) -> None:
        self._asked = False  # the next time the section is opened
        self._about.setText(engine_text(str(error)))

    def _use(self) -> None:
        limited = self.memory.value() >= _LEAST
        self.settings.threads = self.threads.value()
        self.settings.memory_limit = round(self.memory.value() * _GB) if limited else 0
        self.settings.train_device = self.device.currentData()
        self.settings.train_threads = self.train_threads.value()
        self._show_about()
        self.backend.run(lambda engine, call: self.settings.limit(engine))
        self.page.save()
