"""The shelf: starters, one's own, damaged ones; and how a voice is written."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import BadFile, InputError, NotFound
from engine.paths import RESOURCES, Home
from engine.personas import PLAIN, Shelf, parse_voice
from engine.types import Persona, Sampling, as_one_line

STARTERS = {"pirate", "professor", "bard"}


def tree(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def test_starters_are_there_at_first_launch(home: Home) -> None:
    personas = Shelf(home).list()
    assert personas[0] is PLAIN and {p.id for p in personas} == {"plain", *STARTERS}
    assert all(p.builtin and p.name and p.description for p in personas)
    assert not home.root.exists()  # looking writes nothing


def test_save_get_remove(home: Home, tmp_path: Path) -> None:
    shelf = Shelf(home)
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "weights").write_bytes(b"\0" * 10)
    (tmp_path / "card").write_text("# Card")
    persona = Persona(id="my-cook", name="Cöok", sampling=Sampling(stop=["\n"]), collections=["recipes"])
    shelf.save(persona, {"adapter": source, "card.md": tmp_path / "card"})
    assert shelf.get("my-cook") == persona and shelf.taken("my-cook") and not shelf.taken("pirate")
    assert shelf.folder("my-cook") == home.personas / "my-cook"
    assert set(tree(home.personas)) == {
        "my-cook",
        "my-cook/persona.json",
        "my-cook/card.md",
        "my-cook/adapter",
        "my-cook/adapter/deep",
        "my-cook/adapter/deep/weights",
    }
    shelf.save(persona.model_copy(update={"name": "Chef"}))
    assert set(tree(home.personas)) == {"my-cook", "my-cook/persona.json"}  # replaced whole
    shelf.remove("my-cook")
    assert tree(home.personas) == {}
    with pytest.raises(NotFound):
        shelf.remove("my-cook")


def test_a_failed_save_changes_nothing(home: Home, tmp_path: Path) -> None:
    shelf = Shelf(home)
    shelf.save(Persona(id="cook", name="Cook"))
    before = tree(home.personas)
    with pytest.raises(BadFile, match=r"missing\.gguf cannot be read"):
        shelf.save(Persona(id="cook", name="New", adapter=True), {"adapter.gguf": tmp_path / "missing.gguf"})
    for id in ("plain", "../cook", "Cook", "", ".x"):
        with pytest.raises(InputError):
            shelf.save(Persona(id=id, name="x"))
    assert tree(home.personas) == before


def test_names_stay_in_their_line(home: Home) -> None:
    shelf = Shelf(home)
    cook = Persona(id="cook", name="Cook")
    shelf.save(cook)
    before = tree(home.personas)
    for changes in (
        {"name": "Co\nok"},
        {"name": "c" * 61},
        {"description": "\x1b[2J"},
        {"collections": ["a\tb"]},
    ):
        with pytest.raises(InputError, match="cannot be"):
            shelf.save(cook.model_copy(update=changes))
    assert tree(home.personas) == before
    (home.personas / "cook" / "persona.json").write_text(json.dumps({"name": "Cook\u2028"}))
    with pytest.raises(BadFile, match="“name”: It should be one line"):
        shelf.get("cook")
    assert as_one_line(" You\nrhyme.\x07 \u202eAlways. ", 12) == "You rhyme. A"


def test_ones_own_hides_a_starter_until_removed(home: Home) -> None:
    shelf = Shelf(home)
    shelf.save(Persona(id="pirate", name="My pirate"))
    assert shelf.get("pirate").name == "My pirate" and not shelf.get("pirate").builtin
    assert [p.id for p in shelf.list()].count("pirate") == 1
    shelf.remove("pirate")
    assert shelf.get("pirate").builtin
    for id in ("pirate", "plain"):
        with pytest.raises(InputError, match="comes with the install"):
            shelf.remove(id)
    assert (RESOURCES / "personas" / "pirate" / "persona.json").is_file()


def test_damaged_personas_are_named_skipped_and_removable(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(home)
    damaged = {
        "torn": b'{"name": "x',
        "typo": b'{"name": "x", "sytem_prompt": ""}',
        "wrong": b'{"name": "x", "sampling": {"temperature": -1}}',
        "newer": b'{"schema_version": 2, "name": "x"}',
    }
    for id, contents in damaged.items():
        (home.personas / id).mkdir(parents=True)
        (home.personas / id / "persona.json").write_bytes(contents)
    for folder in (".hidden.1.00000000.0.tmp", "Upper", "plain"):
        (home.personas / folder).mkdir()
        (home.personas / folder / "persona.json").write_text('{"name": "no persona"}')
    with caplog.at_level(logging.WARNING):
        assert {p.id for p in shelf.list()} == {"plain", *STARTERS}
    assert len(caplog.records) == len(damaged)
    for id in damaged:
        with pytest.raises(BadFile) as caught:
            shelf.get(id)
        assert str(home.personas / id) in caught.value.message and caught.value.cause
        assert shelf.taken(id)
        shelf.remove(id)
        assert not (home.personas / id).exists()


def test_ids_reach_no_other_folder(home: Home, tmp_path: Path) -> None:
    shelf = Shelf(home)
    shelf.save(Persona(id="cook", name="Cook"))
    (home.root / "persona.json").write_text(json.dumps({"name": "trap"}))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "persona.json").write_text(json.dumps({"name": "trap"}))
    for id in ("..", "../personas/cook", "cook/../cook", str(outside), "", ".", "cook\0", "nobody"):
        for method in (shelf.get, shelf.folder, shelf.remove, shelf.adapter):
            with pytest.raises(NotFound) as caught:
                method(id)
            assert "pirate" in caught.value.cause  # says which there are
    assert (outside / "persona.json").is_file()


def test_voices() -> None:
    def parts(text: str) -> list[tuple[str, float]]:
        return [(part.persona, part.scale) for part in parse_voice(text)]

    assert parts("pirate") == [("pirate", 1)]
    assert parts("pirate:0.7+bard:.3") == [("pirate", 0.7), ("bard", 0.3)]
    assert parts(" pirate : 0 + my-cook.2:2 ") == [("pirate", 0), ("my-cook.2", 2)]
    for bad in (
        "", "+", "pirate+", "pirate:", "pirate:x", "pirate:-1", "pirate:2.1", "pirate:1e-1", "pirate:nan",
        "pirate:" + "9" * 400, "../x", "pirate:0.5:0.5", "Pirate", "pi rate", "pirate:٣",
    ):  # fmt: skip
        with pytest.raises(InputError, match="is not a persona") as caught:
            parse_voice(bad)
        assert caught.value.fix
    with pytest.raises(InputError, match="twice"):
        parse_voice("pirate:0.5+pirate:0.5")


@given(st.text(alphabet="ab:+.019 -/\0é", max_size=20))
def test_any_text_is_a_voice_or_an_input_error(text: str) -> None:
    try:
        parts = parse_voice(text)
    except InputError:
        return
    assert parts and all(0 <= part.scale <= 2 for part in parts)
