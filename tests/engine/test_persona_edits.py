"""Changing the shelf: edits, copies, removal with a way back, and what a persona's files say about it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.api import Engine
from engine.errors import InputError, NotFound
from engine.paths import Home
from engine.types import Message, Persona, PersonaDetails, Sampling
from tests.engine.engine_files import snapshot

GARDENER = Persona(id="gardener", name="Gardener", system_prompt="You love moss.", color="#22713F")


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with Engine() as opened:
        yield opened


def details(engine: Engine, id: str) -> PersonaDetails:
    return next(one for one in engine.persona_details() if one.persona.id == id)


def test_a_prompt_only_persona_is_edited_in_place(engine: Engine, home: Home) -> None:
    engine.create_persona(GARDENER)
    edited = GARDENER.model_copy(
        update={"name": "Anna", "sampling": Sampling(temperature=0.2), "collections": ["almanac"]}
    )
    assert engine.save_persona(edited) == edited == engine.persona("gardener")
    assert [path.name for path in home.personas.iterdir()] == ["gardener"]


def test_an_edited_starter_is_a_copy_that_hides_it_until_it_goes(engine: Engine) -> None:
    starter = engine.persona("pirate")
    assert starter.builtin and not details(engine, "pirate").hides_starter
    engine.save_persona(starter.model_copy(update={"name": "Captain", "adapter": False, "base_sha256": "0"}))
    edited = details(engine, "pirate")
    assert edited.persona.name == "Captain" and edited.hides_starter
    # What belongs to the adapter is not the form's to change.
    assert edited.persona.adapter and edited.persona.base_sha256 == starter.base_sha256
    assert edited.r == 8 and edited.parity is not None
    before = (engine.home.personas / "pirate" / "adapter.gguf").read_bytes()
    engine.set_aside_persona("pirate")
    assert engine.persona("pirate") == starter
    engine.restore_persona("pirate")
    assert engine.persona("pirate").name == "Captain"
    assert (engine.home.personas / "pirate" / "adapter.gguf").read_bytes() == before


def test_what_is_removed_can_be_brought_back_until_the_end(home: Home) -> None:
    with Engine() as engine:
        engine.create_persona(GARDENER)
        files = snapshot(home.personas / "gardener")
        engine.set_aside_persona("gardener")
        with pytest.raises(NotFound):
            engine.persona("gardener")
        assert all(one.persona.id != "gardener" for one in engine.persona_details())
        engine.restore_persona("gardener")
        assert snapshot(home.personas / "gardener") == files
        with pytest.raises(NotFound, match="cannot be brought back"):
            engine.restore_persona("gardener")
        engine.set_aside_persona("gardener")
        engine.create_persona(GARDENER)  # the name is free again
        with pytest.raises(InputError, match="again"):
            engine.restore_persona("gardener")
        engine.set_aside_persona("gardener")
    assert list(home.personas.iterdir()) == []


def test_what_a_killed_macaw_set_aside_is_gone_at_the_next_start(home: Home) -> None:
    engine = Engine()
    engine.create_persona(GARDENER)
    engine.set_aside_persona("gardener")
    (aside,) = home.personas.iterdir()
    # As another, dead process would have named it.
    aside.rename(aside.with_name(aside.name.replace(f".{os.getpid()}.", ".999999999.")))
    engine._lock.release()
    with Engine() as again:
        again.open_for_writing()
        assert list(home.personas.iterdir()) == []


@pytest.mark.parametrize("id", ["pirate", "plain"])
def test_what_comes_with_the_install_stays(engine: Engine, id: str) -> None:
    with pytest.raises(InputError, match="cannot be removed"):
        engine.set_aside_persona(id)
    with pytest.raises(NotFound):
        engine.set_aside_persona("nobody")


def test_plain_is_not_edited_but_can_be_the_start_of_another(engine: Engine) -> None:
    with pytest.raises(InputError, match="cannot be changed"):
        engine.save_persona(engine.persona("plain"))
    copy = engine.duplicate_persona("plain", "Plain copy")
    assert (copy.id, copy.name, copy.builtin, copy.adapter) == ("plain-copy", "Plain copy", False, False)


def test_a_copy_speaks_with_the_same_adapter(engine: Engine) -> None:
    copy = engine.duplicate_persona("pirate", "Pirate")
    assert copy.id == "pirate-2" and copy.adapter
    folder = engine.home.personas / "pirate-2"
    assert sorted(path.name for path in folder.iterdir()) == [
        "adapter.gguf",
        "card.md",
        "persona.json",
        "report.json",
    ]
    assert engine.voice("pirate-2").adapters[0].path == folder / "adapter.gguf"


def test_free_ids(engine: Engine) -> None:
    assert engine.free_persona_id("Gardener") == "gardener"
    engine.create_persona(GARDENER)
    assert engine.free_persona_id("Gardener!") == "gardener-2"
    assert engine.free_persona_id("plain") == "plain-2"
    long = engine.free_persona_id("x" * 200)
    engine.create_persona(GARDENER.model_copy(update={"id": long}))
    second = engine.free_persona_id("x" * 200)
    assert len(long) == 64 and second.endswith("-2") and len(second) <= 64
    assert engine.free_persona_id("Капитан") == "unnamed"


def test_details_say_only_what_was_measured(engine: Engine) -> None:
    pirate = details(engine, "pirate")
    assert pirate.base_name == "SmolLM2 135M Instruct" and pirate.trained_on == "pirate"
    assert pirate.parity is not None and pirate.parity.passed and pirate.best_valid_loss > 0
    engine.create_persona(GARDENER)
    plain = details(engine, "gardener")
    assert (plain.r, plain.adapter_bytes, plain.best_valid_loss, plain.parity) == (0, 0, None, None)


def test_details_name_the_data_and_the_weights_an_export_holds(engine: Engine) -> None:
    engine.duplicate_persona("pirate", "Bob")
    folder = engine.home.personas / "bob"
    report = json.loads((folder / "report.json").read_text())
    (folder / "report.json").write_text(json.dumps({**report, "data": "tales\nof Bob.jsonl"}))
    (folder / "adapter").mkdir()
    (folder / "adapter" / "adapter_model.safetensors").write_bytes(b"w" * 77)
    bob = details(engine, "bob")
    assert (bob.trained_on, bob.weights_bytes) == ("tales of Bob.jsonl", 77)
    assert details(engine, "pirate").weights_bytes == 0


@pytest.mark.parametrize(
    "report",
    ["", "no json", "[1]", '{"run": 1, "parity": []}', '{"parity": {"passed": true}}', "[" * 100_000, " " * 5_000_000],
)  # fmt: skip
def test_a_strange_report_counts_as_no_report(engine: Engine, report: str) -> None:
    engine.duplicate_persona("pirate", "Odd")
    (engine.home.personas / "odd" / "report.json").write_text(report)
    odd = details(engine, "odd")
    assert odd.parity is None and odd.best_valid_loss is None and odd.r == 8


def test_a_damaged_persona_is_listed_with_its_problem_and_can_go(engine: Engine) -> None:
    engine.create_persona(GARDENER)
    (engine.home.personas / "gardener" / "persona.json").write_text("{")
    broken = details(engine, "gardener")
    assert broken.problem["type"] == "BadFile" and "persona.json" in broken.problem["message"]
    engine.set_aside_persona("gardener")
    assert all(one.persona.id != "gardener" for one in engine.persona_details())


def test_a_preview_writes_nothing_and_says_what_is_inside(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "p.macaw"
    engine.duplicate_persona("pirate", "Twin")
    engine.export_persona("twin", file)
    engine.models()  # writes down what it found
    before = snapshot(engine.home.root)
    preview = engine.preview_persona(file)
    assert preview.taken and preview.id == "twin" and not preview.problem
    assert preview.details.r == 8 and preview.details.parity is not None
    assert preview.files["adapter.gguf"] == preview.details.adapter_bytes and "Pirate" in preview.card
    assert snapshot(engine.home.root) == before


def test_a_preview_of_a_persona_whose_base_is_missing_says_so(engine: Engine, tmp_path: Path) -> None:
    engine.duplicate_persona("pirate", "Twin")
    file = engine.home.personas / "twin" / "persona.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "base_sha256": "0" * 64}))
    engine.export_persona("twin", tmp_path / "p.macaw")
    preview = engine.preview_persona(tmp_path / "p.macaw")
    assert preview.problem["type"] == "WrongBase" and preview.details.base_name == ""


def test_an_unsaved_draft_speaks(engine: Engine) -> None:
    draft = GARDENER.model_copy(update={"id": "", "sampling": Sampling(max_tokens=4, temperature=0)})
    voice = engine.voice_of(draft)
    assert voice.system_prompt == "You love moss." and voice.adapters == []
    reply = engine.reply([Message(role="user", content="Hello!")], voice)
    assert reply.text.strip() and reply.completion_tokens <= 4
