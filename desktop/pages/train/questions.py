"""Questions before something is deleted for good. The safe answer is the default."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.pages.train.live import LiveRun
from desktop.pages.train.plan import Plan, plural
from desktop.widgets.plain import ask

translate = QCoreApplication.translate


def confirm_discard(owner: QWidget, live: LiveRun) -> bool:
    """Ask whether what a run has learned is to be thrown away."""
    learned = plural(
        live.step,
        translate(
            "Train", "What it has learned in {0} step is deleted. That cannot be undone. Your examples stay."
        ),
        translate(
            "Train", "What it has learned in {0} steps is deleted. That cannot be undone. Your examples stay."
        ),
    )
    text = translate("Train", "Discard the training of {0}?").format(live.name)
    act, stay = translate("Train", "Discard"), translate("Train", "Keep")
    return ask(owner, "Macaw", text, learned, act=act, stay=stay, name="confirm-discard")


def confirm_another_plan(owner: QWidget, plan: Plan) -> bool:
    """Ask whether a plan that was begun is to make room for another."""
    name = plan.name or translate("Train", "a new voice")
    text = translate("Train", "You have begun to plan {0}.").format(name)
    detail = translate("Train", "There is one plan at a time. What was typed for this one is deleted then.")
    act, stay = translate("Train", "Begin another"), translate("Train", "Go on with it")
    return ask(owner, "Macaw", text, detail, act=act, stay=stay, name="confirm-another-plan")


def confirm_delete(owner: QWidget, count: int) -> bool:
    """Ask whether runs are to be deleted."""
    text = plural(count, translate("Train", "Delete {0} run?"), translate("Train", "Delete {0} runs?"))
    detail = translate(
        "Train",
        "Checkpoints, curves and logs go. Personas that were made of them stay, and so do your examples.",
    )
    act, stay = translate("Train", "Delete"), translate("Train", "Keep")
    return ask(owner, "Macaw", text, detail, act=act, stay=stay, name="confirm-delete")
