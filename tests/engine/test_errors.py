"""Errors cross a process unchanged, and every one knows how the command line ends."""

from __future__ import annotations

import json

import pytest

from engine import errors
from engine.cancel import Cancel
from engine.errors import EngineError, StorageError, from_wire, storage_errors

KINDS = sorted(
    (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, EngineError)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS)
def test_wire_round_trip(kind: type[EngineError]) -> None:
    error = kind("What “happened” ü\ud800.", cause="Why\n.", fix="What to do.")
    back = from_wire(json.loads(json.dumps(error.to_wire())))
    assert type(back) is kind
    assert (back.message, back.cause, back.fix) == (error.message, error.cause, error.fix)
    assert str(back) == "What “happened” ü\ud800. Why\n. What to do."
    assert back.exit_code in (1, 2, 130)


def test_unknown_wire_errors_are_still_errors() -> None:
    for wire in ({}, {"type": "ValueError", "message": "m"}, {"type": 7, "message": None, "cause": []}):
        assert type(from_wire(wire)) is EngineError
    assert str(from_wire({"message": "m"})) == "m"


def test_exit_codes() -> None:
    codes = {kind.__name__: kind.exit_code for kind in KINDS}
    assert {name for name, code in codes.items() if code == 2} == {
        "EngineError",
        "OutOfMemory",
        "ParityFailed",
        "WorkerCrashed",
    }
    assert [name for name, code in codes.items() if code == 130] == ["Cancelled"]


def test_only_system_errors_become_storage_errors(tmp_path: object) -> None:
    with pytest.raises(ValueError), storage_errors(errors.Path("x")):
        raise ValueError
    with pytest.raises(StorageError) as caught, storage_errors(errors.Path("/data/x")):
        raise OSError("no number")
    assert (caught.value.message, caught.value.cause) == ("Could not write /data/x.", "no number.")


def test_stop_button() -> None:
    cancel, called = Cancel(), []
    with cancel.calling(lambda: called.append("first")), cancel.calling(lambda: called.append("second")):
        assert not cancel.pressed and not called
        cancel.press()
        assert called == ["first", "second"]
    cancel.press()
    assert called == ["first", "second"]  # whoever has finished is left alone
    with cancel.calling(lambda: called.append("late")):
        assert called[2:] == ["late"]  # it stays pressed
