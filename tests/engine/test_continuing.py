"""Training a voice further: its weights, its shape, its data, and a run that survives the old voice's removal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import datasets
from engine.api import Engine
from engine.cancel import Cancel
from engine.conversion.plain_adapter import from_gguf, from_peft
from engine.conversion.to_gguf import convert_adapter
from engine.errors import BadFile, Cancelled, InputError, NotFound, WrongBase
from engine.models.gguf_file import read_header
from engine.paths import Home, write_json
from engine.training.continuing import REPLAY, START
from engine.training.outline import outline
from engine.training.replay import old_examples, replayed_examples
from engine.types import Continued, Persona, RunInfo, TrainSettings
from tests.engine.engine_files import peft_folder, put_persona, random_adapter, snapshot, sums
from tests.engine.fast_models import MODELS, make_model, write_gguf

pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")
SHORT: dict[str, Any] = {
    "learning_rate": 5e-3, "max_steps": 6, "epochs": 9, "micro_batch_size": 4, "eval_every": 3, "save_every": 2,
}  # fmt: skip
NEW = Persona(id="new", name="New")


# The adapter's weights


@pytest.mark.parametrize("name", ["llama", "phi3", "qwen3"])
def test_a_gguf_gives_the_adapter_it_was_made_from(name: str, tmp_path: Path) -> None:
    import torch

    from engine.training.fast.model import FastTrainable
    from tests.engine.fast_models import FP32, random_batch

    base = write_gguf(make_model(name), MODELS[name][1], tmp_path / "base.gguf")
    model = FastTrainable(base, TrainSettings(r=4, use_rslora=True), FP32, "t")
    with torch.no_grad():
        for parameter in model.named_parameters().values():
            parameter.copy_((0.05 * torch.randn_like(parameter)).half())
    (tmp_path / "peft").mkdir()
    model.save_adapter(tmp_path / "peft")
    convert_adapter(tmp_path / "peft", base, tmp_path / "adapter.gguf")
    header = read_header(base)
    first, second = from_peft(tmp_path / "peft", header), from_gguf(tmp_path / "adapter.gguf", header)
    assert first.use_rslora and not second.use_rslora  # its strength is in the alpha then
    assert second.lora_alpha == pytest.approx(first.lora_alpha * 2)  # times sqrt(4)
    assert (first.modules, first.layers) == (second.modules, second.layers)
    assert sorted(outline(header).modules) == list(first.modules)
    assert set(first.weights) == set(model.named_parameters()) == set(second.weights)
    assert all(np.array_equal(first.weights[key], second.weights[key]) for key in first.weights)

    again = FastTrainable(base, TrainSettings(r=4, lora_alpha=second.lora_alpha, seed=9), FP32, "t")
    second.write(tmp_path / "again", "t")
    assert from_peft(tmp_path / "again", header).shape == second.shape
    again.load_adapter(tmp_path / "again")
    batch = random_batch(2)
    with torch.no_grad():
        assert torch.allclose(again.losses(batch), model.losses(batch), rtol=1e-5)


def test_what_cannot_be_trained_further_is_refused_by_name(tiny_base: Path, tmp_path: Path) -> None:
    header = read_header(tiny_base)

    def changed(name: str, **config: Any) -> Path:
        folder = peft_folder(tmp_path / name, tiny_base, seed=1)
        file = folder / "adapter_config.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **config}))
        return folder

    with pytest.raises(BadFile, match="trained further") as refused:
        from_peft(changed("patterns", alpha_pattern={"q_proj": 4}), header)
    assert "alpha_pattern" in refused.value.cause
    with pytest.raises(BadFile, match="cannot be converted"):
        from_peft(changed("dora", use_dora=True), header)
    other = write_gguf(make_model("llama"), "llama", tmp_path / "other.gguf")
    with pytest.raises(WrongBase):
        from_peft(changed("good"), read_header(other))

    from safetensors.numpy import load_file, save_file

    uneven = changed("uneven")
    weights = load_file(uneven / "adapter_model.safetensors")
    kept = {key: value for key, value in weights.items() if "layers.1.self_attn.q_proj" not in key}
    save_file(kept, uneven / "adapter_model.safetensors")
    with pytest.raises(BadFile) as refused:
        from_peft(uneven, header)
    assert "same modules" in refused.value.cause


# Where it starts


@pytest.fixture
def engine(home: Home, tiny_base: Path) -> Iterator[Engine]:
    with Engine(home.root) as opened:
        opened.add_model(tiny_base, "tiny")
        yield opened


def put_old(engine: Engine, tiny_base: Path, **persona: Any) -> Path:
    """A persona “old” with a random adapter of rank 4 on the tiny base."""
    sha = engine.model("tiny").sha256
    gguf = random_adapter(engine.home.root / "old.gguf", tiny_base, seed=3, sha256=sha)
    old = Persona(id="old", name="Old", base_model="tiny", base_sha256=sha, **persona)
    put_persona(engine.home, old, gguf)
    return engine.home.personas / "old"


def test_the_adapters_shape_settles_the_settings(engine: Engine, tiny_base: Path, tmp_path: Path) -> None:
    put_old(engine, tiny_base)
    for preset in ("balanced", "turbo"):  # turbo would train the upper half
        settings = engine.preset(preset, continue_from="old", epochs=2)
        assert (settings.r, settings.lora_alpha, settings.epochs, settings.replay) == (4, 8, 2, 0)
        assert settings.target_modules == "all-linear" and settings.layers_to_transform is None
    same = {
        "r": 4,
        "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
    }
    assert engine.preset("quick", continue_from="old", layers_to_transform=[1, 0], **same).r == 4
    data = sums(tmp_path / "sums.jsonl")
    for name, value in (("r", 8), ("lora_alpha", 4), ("use_rslora", True), ("target_modules", ["q_proj"])):
        with pytest.raises(InputError, match=f"{name} cannot be .* when “Old”"):
            engine.preset("quick", continue_from="old", **{name: value})
        with pytest.raises(InputError, match=f"{name} cannot be"):
            engine.train(data, NEW, TrainSettings(**{name: value}), continue_from="old")
    with pytest.raises(InputError, match="Preferences"):
        engine.train(data, NEW, TrainSettings(method="dpo"), continue_from="old")
    assert not list(engine.home.runs.glob("*")) and not list(engine.home.datasets.glob("*"))


def test_the_start_must_be_there_and_belong_to_the_base(
    engine: Engine, tiny_base: Path, tmp_path: Path
) -> None:
    put_old(engine, tiny_base)
    put_persona(engine.home, Persona(id="prompt", name="Prompt", system_prompt="Be brief."))
    with pytest.raises(NotFound, match="nobody"):
        engine.preset("quick", continue_from="nobody")
    with pytest.raises(InputError, match="no adapter"):
        engine.preset("quick", continue_from="prompt")
    with pytest.raises(WrongBase, match="old") as refused:
        engine.preset("quick", continue_from="old", base="smollm2-135m")
    assert "tiny" in refused.value.cause
    with pytest.raises(BadFile, match=r"adapter_config\.json"):
        engine.preset("quick", continue_from=str(tmp_path / "absent"), base="tiny")
    folder = peft_folder(tmp_path / "mine", tiny_base, seed=1, r=2)
    assert engine.preset("quick", continue_from=str(folder), base="tiny").r == 2
    with pytest.raises(WrongBase):
        engine.preset("quick", continue_from=str(folder))  # the starter is the default
    engine.remove_model("tiny")
    with pytest.raises(WrongBase, match="old") as refused:
        engine.preset("quick", continue_from="old")
    assert "No base model here" in refused.value.cause


def test_starters_and_their_edited_copies_bring_their_data(home: Home) -> None:
    with Engine(home.root) as engine:
        settings = engine.preset("balanced", continue_from="pirate")
        assert (settings.r, settings.replay) == (8, REPLAY)
        engine.save_persona(engine.persona("pirate").model_copy(update={"name": "Captain"}))
        assert engine.home.personas.joinpath("pirate").is_dir()
        assert engine.preset("balanced", continue_from="pirate").replay == REPLAY
        assert engine.preset("balanced", continue_from="pirate", replay=0.1).replay == 0.1


def stored_run(engine: Engine, dataset: str, **more: Any) -> RunInfo:
    """A run's record as a report holds it."""
    return RunInfo(
        id="old-run", persona=Persona(id="old", name="Old"), dataset=dataset, base_model="tiny", base_sha256="",
        settings=TrainSettings(r=4), created="2026-11-20T00:00:00+00:00", **more,
    )  # fmt: skip


def test_a_strangers_voice_does_not_get_a_dataset_of_the_same_name(
    engine: Engine, tiny_base: Path, tmp_path: Path
) -> None:
    folder = put_old(engine, tiny_base)
    info = datasets.import_dataset(engine.home, sums(tmp_path / "sums.jsonl"), id="old", seed=0)

    def replay(**report: Any) -> float:
        write_json(folder / "report.json", report)
        return engine.preset("quick", continue_from="old").replay

    run = stored_run(engine, "old").model_dump(mode="json")
    assert replay(run=run) == 0 and replay(run=run, data_sha256="0" * 64) == 0
    assert replay(run=run, data_sha256=info.sha256) == REPLAY
    assert replay(run={**run, "dataset": "../x"}, data_sha256=info.sha256) == 0
    assert replay(run={"nonsense": 1}) == replay(run=3) == 0
    engine.home.runs.joinpath("old-run").mkdir(parents=True)
    write_json(engine.home.runs / "old-run" / "run.json", run)  # it was trained here
    assert replay(run=run) == REPLAY
    shutil.rmtree(engine.home.datasets / "old")
    assert replay(run=run) == 0


# What is replayed


def test_held_out_questions_stay_held_out(engine: Engine, tmp_path: Path) -> None:
    old = datasets.import_dataset(engine.home, sums(tmp_path / "old.jsonl", 40), id="old", seed=1)
    new = datasets.import_dataset(engine.home, sums(tmp_path / "new.jsonl", 60), id="new", seed=2)
    run = stored_run(engine, new.id, continued=Continued(name="old", adapter_sha256="", datasets=[old.id]))

    def asked(dataset: str, *parts: datasets.Part) -> set[str]:
        return {e.prompt() for part in parts for e in datasets.load_part(engine.home, dataset, part)}

    train = {e.prompt() for e in old_examples(run, engine.home, "train")}
    valid = {e.prompt() for e in old_examples(run, engine.home, "valid")}
    assert train == asked("old", "train") - asked("new", "valid", "test") and train < asked("old", "train")
    assert valid == asked("old", "valid") - asked("new", "train") and valid < asked("old", "valid")

    def pool(**settings: Any) -> list[tuple[str, bool]]:
        chosen = run.model_copy(update={"settings": TrainSettings(**settings)})
        found = replayed_examples(chosen, engine.home)
        return [
            ("old" if "plus" in group.examples[0].prompt() else "general", group.anchored) for group in found
        ]

    assert pool() == []
    assert pool(replay=0.3) == [("old", False)]
    assert pool(replay=0.3, replay_pool="both") == [("old", False), ("general", False)]
    assert pool(replay=0.3, replay_pool="general") == [("general", False)]
    assert pool(replay=0.3, replay_kl=1) == [("old", False), ("general", True)]
    run.continued = None
    assert pool(replay=0.3) == [("general", False)]


# Whole runs


@pytest.mark.slow
def test_a_voice_goes_on_learning_and_its_old_one_is_not_needed_for_it(
    engine: Engine, tiny_base: Path, tmp_path: Path
) -> None:
    first = Persona(id="old", name="Old", system_prompt="You are a pirate.")
    settings = TrainSettings(**SHORT, r=4, lora_alpha=8, use_rslora=True)
    old, _ = engine.train(sums(tmp_path / "old.jsonl", 40), first, settings, base="tiny")
    before = snapshot(engine.home.personas / "old")
    rows = [{"prompt": f"Name {i}?", "completion": f"Thou art number {i}, good friend."} for i in range(40)]
    data = tmp_path / "new.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))

    events: list[dict[str, Any]] = []
    more = TrainSettings(**SHORT, replay_kl=0.5)  # what it knew and general examples
    run, _ = engine.train(data, NEW, more, continue_from="old", on_event=events.append)
    assert snapshot(engine.home.personas / "old") == before
    assert (run.settings.r, run.settings.use_rslora, run.settings.replay) == (4, True, REPLAY)
    assert run.base_model == "tiny" and run.persona.system_prompt == "You are a pirate."
    assert run.continued is not None and run.continued.datasets == [old.dataset]
    folder = engine.home.runs / run.id
    assert (folder / START / "adapter_model.safetensors").read_bytes() == (
        engine.home.personas / "old" / "adapter" / "adapter_model.safetensors"
    ).read_bytes()
    # It begins where the old voice was best, on the very same held-out examples.
    assert run.old_loss_before == pytest.approx(old.best_valid_loss, rel=1e-6)
    assert run.old_loss_after is not None and run.old_loss_after != run.old_loss_before
    points = [p for p in engine.metrics(run.id) if p["event"] == "old_valid"]
    assert [(p["when"], p["loss"]) for p in points] == [
        ("before", run.old_loss_before), ("after", run.old_loss_after),
    ]  # fmt: skip
    assert next(e for e in events if e["event"] == "continued")["replay"] == REPLAY
    report = json.loads((engine.home.personas / "new" / "report.json").read_text())
    assert (
        report["run"]["continued"]["name"] == "Old" and report["run"]["old_loss_after"] == run.old_loss_after
    )
    card = engine.persona_card("new")
    assert "| Continued from | Old |" in card and f"{run.old_loss_after:.3f}" in card

    # The same again, stopped half-way and with the old voice gone: the same adapter to the last byte.
    cancel = Cancel()

    def stop(event: dict[str, Any]) -> None:
        if event["event"] == "step" and event["step"] == 3:
            cancel.press()

    other = Persona(id="other", name="Other")
    with pytest.raises(Cancelled):
        engine.train(data, other, more, continue_from="old", on_event=stop, cancel=cancel)
    engine.remove_persona("old")
    half = next(r for r in engine.runs() if r.persona.id == "other")
    start = engine.home.runs / half.id / START / "adapter_model.safetensors"
    whole = start.read_bytes()
    start.write_bytes(whole[:-4] + b"\x00\x00\x00\x01")
    with pytest.raises(BadFile, match="damaged"):
        engine.resume(half.id)
    start.write_bytes(whole)
    done, _ = engine.resume(half.id)
    assert (done.old_loss_before, done.old_loss_after) == (run.old_loss_before, run.old_loss_after)
    bytes_of = [
        (engine.home.runs / id / "best" / "adapter_model.safetensors").read_bytes()
        for id in (run.id, done.id)
    ]
    assert bytes_of[0] == bytes_of[1]
