"""Where a run stands, in a sentence or two."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.amounts import number
from desktop.engine_text import engine_text
from desktop.pages.train.chosen import layer_words, method_words, replay_words
from desktop.pages.train.desk import Desk
from desktop.pages.train.live import LiveRun
from desktop.pages.train.words import early_words, stage_word

translate = QCoreApplication.translate


def standing(live: LiveRun, desk: Desk) -> str:
    """What the figures do not tell of a run; nothing while it just trains."""
    said = []
    if live.active and live.restarted is not None:
        text = translate("Train", "The training worker stopped unexpectedly and went on from step {0}.")
        said.append(text.format(number(live.restarted)))
    if live.stopped_early and live.state != "waiting":
        said.append(early_words(live.points.best_step))
    return " ".join([*said, _now(live, desk)]).strip()


def facts(live: LiveRun) -> str:
    """What it trains on and with, in a line."""
    said = [engine_text(live.device)] if live.device else []
    if live.packed:
        said.append(translate("Train", "weights packed as in the file"))
    if live.checkpointing:
        said.append(translate("Train", "layers computed twice to save memory"))
    if live.settings:
        said += [method_words(live.settings), layer_words(live.settings, 0)]
        said.append(replay_words(live.settings, bool(live.continues) and not live.old_gone))
    if live.old_gone:
        said.append(engine_text(live.old_gone))
    return " · ".join(filter(None, said))


def turn(desk: Desk) -> str:
    """When what is queued now starts, while another is under way."""
    if desk.holding or desk.current is None:
        return translate("Train", "It waits in the queue until you start it.")
    return translate("Train", "It starts when {0} is done.").format(desk.current.name)


def _now(live: LiveRun, desk: Desk) -> str:
    if live.state == "waiting":
        if desk.current and not desk.holding:
            return translate("Train", "Waits for {0} to be done.").format(desk.current.name)
        return translate("Train", "Waits in the queue until you start it.")
    if live.state == "stopping":
        return translate("Train", "Stopping after this step, and saving a checkpoint…")
    if live.active and live.stage != "Training":
        return translate("Train", "{0}…").format(stage_word(live.stage) or translate("Train", "Starting"))
    if live.state == "cancelled":
        text = translate("Train", "Paused at step {0}. It goes on where it stopped.")
        return text.format(number(live.step))
    if live.state == "interrupted":
        text = translate(
            "Train", "Interrupted at step {0}, by a crash or a power cut. Its last checkpoint is safe."
        )
        return text.format(number(live.step))
    return ""
