"""What of this computer training may use is the person's choice: it reaches the worker and what is estimated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.api import Engine
from engine.errors import InputError
from engine.models.gguf_file import read_header
from engine.paths import RESOURCES, Home
from engine.training.device import Device, all_devices, choose_device, kinds, take
from engine.training.fast.weights import ReorderedMatrix
from engine.training.memory import Work, choose_plan, plans_for, smaller_settings
from engine.training.schedule import effort
from engine.types import Compute, Persona, TrainSettings

PIRATE = RESOURCES / "personas" / "pirate" / "dataset.jsonl"
ABSENT = next(kind for kind in ("mps", "cuda") if kind not in kinds())


@pytest.fixture
def engine(home: Home, tiny_base: Path) -> Iterator[Engine]:
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        yield engine


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [{"prompt": f"Question {i}?", "completion": "Aye! " * (i + 1)} for i in range(16)]
    file = tmp_path / "d.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_the_device_wanted_is_taken_or_its_absence_told() -> None:
    assert choose_device("cpu").device.type == "cpu" and choose_device("cpu").reason.startswith("CPU")
    assert choose_device().device.type == kinds()[0] == all_devices()[0].kind
    with pytest.raises(InputError, match=f"no {ABSENT} to train on"):
        choose_device(ABSENT)


def test_the_number_format_is_chosen_by_the_product_that_training_uses() -> None:
    with torch.autograd.profiler.profile() as timed:
        choose_device("cpu")
    possible = ReorderedMatrix.is_possible(Device(torch.device("cpu"), torch.float32, ""))
    assert possible == any(event.name == "mkldnn::_linear_pointwise" for event in timed.function_events)


def test_threads_are_those_a_person_allows() -> None:
    before = torch.get_num_threads()
    try:
        take(Compute(threads=1))
        assert torch.get_num_threads() == 1
        torch.set_num_threads(2)
        take(Compute())
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


@pytest.mark.slow
def test_the_choice_reaches_the_worker_that_trains_and_the_one_that_measures(
    engine: Engine, data: Path
) -> None:
    settings = TrainSettings(max_steps=2, eval_every=0)
    engine.train_on(device=ABSENT)
    with pytest.raises(InputError, match=f"no {ABSENT}"):
        engine.measure_speed(data, settings, "tiny")
    with pytest.raises(InputError, match=f"no {ABSENT}"):
        engine.train(data, Persona(id="sailor", name="Sailor"), settings, base="tiny")
    engine.train_on(device="cpu", threads=1)
    assert engine.measure_speed(data, settings, "tiny").device.startswith("CPU")
    run = engine.runs()[-1]
    resumed, parity = engine.resume(run.id)  # on the device that is chosen now: it had not begun on another
    assert resumed.state == "done" and parity.passed
    measure = engine.measure_data(data, "tiny")
    assert engine.estimate(measure, settings, "tiny").speed
    engine.train_on()  # with other threads or on another device it is not known how fast it is
    assert engine.estimate(measure, settings, "tiny").speed is None


def test_a_run_of_fewer_blocks_is_less_work() -> None:
    upper = TrainSettings(layers_to_transform=list(range(15, 30)), epochs=8)
    assert effort(TrainSettings(), 30) == 1
    # Measured on the starter model: 478 tokens a second with all blocks, 793 from the second epoch on.
    assert effort(upper, 30) == pytest.approx(478 / 793, abs=0.06)
    assert effort(upper.model_copy(update={"epochs": 1}), 30) > effort(upper, 30)
    assert effort(TrainSettings(method="dpo"), 30) > 1  # the bare base is asked, too


def test_where_memory_is_short_the_least_change_that_fits_is_named(starter: Path) -> None:
    header = read_header(starter)
    lengths = [900] * 20
    settings = TrainSettings(micro_batch_size=8, max_seq_length=1024)

    def needs(changed: TrainSettings, lengths: list[int], free: int) -> int:
        return choose_plan(Work(header, changed, lengths, lengths, "bf16"), free).total

    shorter = settings.model_copy(update={"micro_batch_size": 1, "max_seq_length": 225})
    free = needs(shorter, [225] * 20, 0)
    change = smaller_settings(Work(header, settings, lengths, lengths, "bf16"), free)
    assert change == {"micro_batch_size": 1, "max_seq_length": 225}
    assert needs(settings, lengths, free) > free
    assert smaller_settings(Work(header, settings, lengths, lengths, "bf16"), 1000) == {}


def test_what_can_get_an_adapter_is_read_from_the_file(engine: Engine, starter: Path) -> None:
    layers = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    assert (engine.outline("tiny").blocks, engine.outline("tiny").modules) == (2, layers)
    assert engine.outline().blocks == 30
    presets = engine.presets(engine.measure_data(PIRATE), lora_dropout=0.1)
    assert list(presets) == ["quick", "turbo", "balanced", "thorough"]
    assert presets["turbo"].layers_to_transform == list(range(15, 30))
    assert all(settings.lora_dropout == 0.1 for settings in presets.values())
    assert presets["balanced"] == engine.preset("balanced", data=PIRATE, lora_dropout=0.1)


def test_on_a_gpu_passes_are_larger_and_shrink_with_its_memory(starter: Path) -> None:
    settings = TrainSettings(micro_batch_size=8)
    work = Work(read_header(starter), settings, [900] * 20, [450] * 20, "bf16", gpu=True, flash=True)
    ample, least = plans_for(work)[0], plans_for(work)[-1]
    assert ample.size.tokens > 8 * 900 and not ample.packed and not ample.reordered
    assert choose_plan(work, 2 * ample.total) == ample
    tight = choose_plan(work, ample.total)
    assert tight.size.tokens < ample.size.tokens and not tight.packed
    assert choose_plan(work, 0) == least and least.packed and least.checkpointing
    # The flash kernel keeps no scores: twice the tokens of a pass take less than twice as much.
    on_cpu = plans_for(replace(work, gpu=False, flash=False))[1]
    assert tight.size.tokens == 2 * on_cpu.size.tokens
    assert tight.parts["activations"] < 2 * on_cpu.parts["activations"]
