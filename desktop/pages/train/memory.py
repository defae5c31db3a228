"""Plans outlive the window: the one being made and what waits, in training.json of the data folder."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from desktop.pages.train.plan import PRESETS, Plan
from engine.errors import EngineError
from engine.paths import read_json

_log = logging.getLogger(__name__)
_OTHERWISE = ("data", "settings", "measure", "own")
_PAIRS = {"left_out": (str, int, str), "rows": (str, str)}


def load(file: Path) -> tuple[Plan | None, list[Plan | str]]:
    """The plan that was begun, and what waited: plans, and ids of runs to go on with. A file that cannot be read is
    set aside as .bad."""
    try:
        data = read_json(file)
    except EngineError as error:
        if file.exists():
            _log.warning("%s", error)
            with suppress(OSError):
                file.replace(file.with_suffix(".json.bad"))
        return None, []
    queue = data.get("queue")
    waited = [_waited(item) for item in queue] if isinstance(queue, list) else []
    return plan_of(data.get("plan")), [item for item in waited if item]


def _waited(item: Any) -> Plan | str | None:
    if isinstance(item, dict) and isinstance(run := item.get("run"), str):
        return run
    plan = plan_of(item)
    return plan if plan and plan.data and plan.settings else None


def kept(plan: Plan | None, queue: Sequence[Plan | str]) -> dict[str, Any]:
    """What `load` reads."""
    return {
        "plan": json_of(plan) if plan and plan.begun else None,
        "queue": [{"run": item} if isinstance(item, str) else json_of(item) for item in queue],
    }


def json_of(plan: Plan) -> dict[str, Any]:
    """All of a plan but what can be measured again."""
    simple = {item.name: getattr(plan, item.name) for item in fields(plan) if item.name not in _OTHERWISE}
    data, settings = plan.data, plan.settings
    dumped = settings and settings.model_dump(mode="json")
    return {**simple, "data": str(data or ""), "own": plan.own, "settings": dumped}


def plan_of(data: Any) -> Plan | None:
    """The plan in `data`; what is of another type in it is left out, as the file may be anyone's."""
    if not isinstance(data, dict):
        return None
    plan = Plan()
    for item in fields(plan):
        value = data.get(item.name)
        if item.name in _PAIRS:
            setattr(plan, item.name, _rows(value, _PAIRS[item.name]))
        elif item.name not in _OTHERWISE and type(value) is type(getattr(plan, item.name)):
            setattr(plan, item.name, value)
    if isinstance(path := data.get("data"), str) and path:
        plan.data = Path(path)
    if plan.preset not in PRESETS:
        plan.preset = Plan.preset
    plan.way = min(max(plan.way, 0), 2)
    plan.settings = _settings(data.get("settings"))
    own = data.get("own")
    plan.own = own if isinstance(own, dict) and _settings(own) else {}
    return plan


def _rows(value: Any, types: tuple[type, ...]) -> list[tuple[Any, ...]]:
    """The rows of these types in `value`."""
    rows = value if isinstance(value, list) else []
    return [tuple(row) for row in rows if isinstance(row, list) and tuple(map(type, row)) == types]


def _settings(value: Any) -> Any:
    from engine.types import TrainSettings

    try:
        return TrainSettings.model_validate(value) if value else None
    except ValueError:
        return None
