"""What a run reads besides its own data, against forgetting: what the voice knew, and general examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.datasets import Example, Part, load_part, prompt_key, read_dataset
from engine.errors import InputError
from engine.paths import RESOURCES, Home
from engine.types import RunInfo, TrainSettings

_GENERAL = RESOURCES / "replay" / "general.jsonl"


class Replayed(NamedTuple):
    """Examples and the system prompt they are read with. Of `anchored` ones the base's own answer is kept."""

    examples: Sequence[Example]
    system_prompt: str
    anchored: bool = False


def check_replay(settings: TrainSettings) -> None:
    """Raises `InputError` for settings of replay that contradict each other."""
    if settings.method == "dpo" and (settings.replay or settings.replay_kl):
        raise InputError(
            "Preferences cannot be mixed with general examples.",
            cause="With the method dpo, replay has no answers to prefer, and the pull to the base is its own.",
            fix="Set replay and replay_kl to 0; dpo_beta says how strong that pull is.",
        )
    if settings.replay_kl and not settings.replay:
        raise InputError(
            "There is nothing to pull to the base on.",
            cause="replay_kl works on general examples, and replay is 0.",
            fix="Set replay to their share, such as 0.2, or replay_kl to 0.",
        )


def replayed_examples(run: RunInfo, home: Home) -> list[Replayed]:
    """What the run's settings ask for; empty without replay.

    Old data is always learned by its own answers, even where general examples are pulled to the base: there the
    base is what the voice has left behind. Raises `NotFound`, `BadFile` for old data that is gone.
    """
    settings = run.settings
    found: list[Replayed] = []
    if not settings.replay:
        return found
    old = old_examples(run, home, "train") if settings.replay_pool != "general" else []
    if run.continued and old:
        found.append(Replayed(old, run.continued.system_prompt))
    if not old or settings.replay_pool == "both" or settings.replay_kl:
        found.append(Replayed(read_dataset(_GENERAL).examples, "", anchored=settings.replay_kl > 0))
    return found


def old_examples(run: RunInfo, home: Home, part: Part) -> list[Example]:
    """A part of all the voice had learned before, less the questions that are held out now, or learned now where
    they were held out."""
    if run.continued is None:
        return []
    others: tuple[Part, ...] = ("valid", "test") if part == "train" else ("train",)
    taken = {prompt_key(example) for other in others for example in load_part(home, run.dataset, other)}
    return [
        example
        for dataset in run.continued.datasets
        for example in load_part(home, dataset, part)
        if prompt_key(example) not in taken
    ]
