"""The Plan step: presets made from the data and the model, every setting there and the person's own kept apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.pages.train.chosen import layer_words
from desktop.pages.train.inputs import Choice, Decimal, Layers, Modules
from desktop.pages.train.live import LiveRun
from desktop.pages.train.memory import json_of, plan_of
from desktop.pages.train.page import TrainPage
from desktop.pages.train.plan import Plan, effective
from desktop.pages.train.plan_step import PlanStep
from desktop.widgets.basic import ErrorBox
from desktop.window import MainWindow
from engine.paths import Home
from engine.types import TrainSettings
from tests.desktop.hands import WAIT, click, find, press, texts
from tests.desktop.train_hands import data_file, give_file, name_voice, open_page, says, unfold


@pytest.fixture
def page(tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot) -> TrainPage:
    return open_page(make(), qtbot)


@pytest.fixture
def plan_of_file(
    page: TrainPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], PlanStep]:
    """Walk to the plan of a file; the speed of this computer is not measured."""
    monkeypatch.setattr(PlanStep, "measure", lambda self: None)

    def walk(file: Path) -> PlanStep:
        press(page, "Train a new voice")
        name_voice(page.path, qtbot, "Sailor")
        give_file(page.path, qtbot, file)
        qtbot.waitUntil(lambda: page.path.check.complete, timeout=WAIT)
        click(page.path.next_button)
        qtbot.waitUntil(lambda: page.path.planning.complete, timeout=WAIT)
        return page.path.planning

    return walk


def test_every_setting_can_be_seen_and_changed_and_set_back(
    plan_of_file: Callable[[Path], PlanStep], page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    planning = plan_of_file(data_file(tmp_path))
    plan, advanced = page.path.plan, planning.advanced
    assert not advanced.fields  # no wall of controls
    says(qtbot, planning, "rank 8 · all linear layers · all 2 layers", "learning rate 0.001")
    unfold(planning, qtbot)
    assert set(advanced.fields) == set(TrainSettings.model_fields)
    assert all(box.isVisible() for box in advanced.fields.values())

    layers, modules = advanced.fields["layers_to_transform"], advanced.fields["target_modules"]
    assert isinstance(layers, Layers) and isinstance(modules, Modules)
    layers.first.setFocus()
    QTest.keyClick(layers.first, Qt.Key.Key_Up)
    click(modules.chips["up_proj"])
    box = advanced.fields["r"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    settings = plan.settings
    assert settings and (settings.r, settings.layers_to_transform) == (9, [1])
    assert settings.target_modules == ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "down_proj"]
    assert set(plan.own) == {"r", "layers_to_transform", "target_modules"}
    says(qtbot, advanced, "3 changed", "the upper 1 of 2 layers")

    click(find(advanced, "r: back to the preset's value"))
    assert plan.settings and plan.settings.r == 8 and "r" not in plan.own
    says(qtbot, advanced, "2 changed")
    kept = plan_of(json.loads(json.dumps(json_of(plan))))  # as after a quit
    assert kept and kept.own == plan.own and kept.settings == plan.settings
    click(advanced.reset_button)
    assert not plan.own and plan.settings == planning._presets["balanced"]

    # what a preset decides it decides anew; the rest of what was chosen stays
    replay = advanced.fields["replay"]
    replay.setFocus()
    QTest.keyClick(replay, Qt.Key.Key_Up)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    click(planning.cards.cards["turbo"])
    assert plan.own == {"replay": 0.05} and plan.settings.layers_to_transform == [1]
    assert plan.settings.r == 8 and plan.settings.learning_rate == 0.002


def test_presets_say_what_they_chose_from_the_data(
    plan_of_file: Callable[[Path], PlanStep], qtbot: QtBot, tmp_path: Path
) -> None:
    planning = plan_of_file(data_file(tmp_path, rows=60))
    estimate = planning.estimate
    assert estimate
    card = planning.cards.cards
    says(qtbot, card["balanced"], f"{estimate.steps} steps, every example 8 times\nrank 8, all 2 layers")
    says(qtbot, card["turbo"], "rank 8, the upper 1 of 2 layers\nlearning rate 0.002")
    says(qtbot, card["thorough"], "every example 12 times\nrank 16")
    assert "every example 8 times" in card["balanced"].accessibleName()
    assert layer_words(TrainSettings(layers_to_transform=[0, 2]), 4) == "layers 0 to 2"


def test_what_is_learned_follows_from_the_data(
    plan_of_file: Callable[[Path], PlanStep], page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "pairs.jsonl"
    rows = [{"prompt": f"Question {i}?", "chosen": "Aye, matey!", "rejected": "Yes."} for i in range(12)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    planning = plan_of_file(file)
    settings = page.path.plan.settings
    assert settings and settings.method == "dpo" and settings.learning_rate == pytest.approx(1e-4)
    says(qtbot, planning, "learns which answer to prefer")
    unfold(planning, qtbot)
    fields = planning.advanced.fields
    assert fields["dpo_beta"].isEnabled() and not fields["replay"].isEnabled()
    before = planning.estimate
    method = fields["method"]
    assert isinstance(method, Choice) and before
    method.setCurrentIndex(method.findData("sft"))  # then half of the text is read, and ten times as eagerly
    qtbot.waitUntil(lambda: planning.estimate is not before, timeout=WAIT)
    assert planning.estimate and planning.estimate.tokens < before.tokens
    settings = page.path.plan.settings
    assert settings and settings.method == "sft" and settings.learning_rate == pytest.approx(1e-3)
    assert page.path.plan.own == {"method": "sft"}


def test_what_does_not_fit_cannot_be_started_and_what_would_is_a_button(
    plan_of_file: Callable[[Path], PlanStep], page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    planning, path = plan_of_file(data_file(tmp_path)), page.path
    says(qtbot, planning.forecast.memory_bar, "free")
    assert path.next_button.isEnabled() and not planning.forecast.warning_box.isVisible()
    whole = planning.estimate
    assert whole
    planning.estimate = whole.model_copy(
        update={"free_bytes": 1, "would_fit": {"micro_batch_size": 2}, "packed": True, "checkpointing": True}
    )
    planning.forecast.show_estimate(planning.estimate, 8 << 30)
    planning.changed.emit()
    says(qtbot, path, "There is not enough memory for these settings.", "This does not fit: it needs")
    says(qtbot, planning, "The weights stay packed as they are in the file. Layers are computed twice")
    assert not path.next_button.isEnabled()
    path.next()
    assert path.at == "plan" and page.desk.current is None
    press(planning, "Use micro_batch_size 2")
    assert path.plan.settings and path.plan.settings.micro_batch_size == 2
    qtbot.waitUntil(path.next_button.isEnabled, timeout=WAIT)  # there is enough in truth
    assert "does not fit" not in texts(planning)


def test_own_settings_that_cannot_be_are_not_taken_from_a_file() -> None:
    kept = {**json_of(Plan(name="x")), "own": {"r": -3}}
    assert (found := plan_of(kept)) and found.own == {}
    assert (found := plan_of({**kept, "own": {"r": 3, "unheard_of": 1}})) and found.own == {}
    assert (found := plan_of({**kept, "own": {"r": 3}})) and found.own == {"r": 3}


def test_what_means_nothing_beside_the_other_settings_is_off_but_kept() -> None:
    usual, own = TrainSettings(), {"replay": 0.0, "replay_kl": 0.5}
    assert effective(usual, own).replay_kl == 0
    own["replay"] = 0.2
    assert (effective(usual, own).replay, effective(usual, own).replay_kl) == (0.2, 0.5)
    prefers = effective(TrainSettings(method="dpo"), own)
    assert (prefers.replay, prefers.replay_kl) == (0, 0) and own == {"replay": 0.2, "replay_kl": 0.5}


def test_numbers_are_written_and_read_in_the_persons_notation(qtbot: QtBot) -> None:
    box, before = Decimal(0, 10_000, 1), QLocale()
    qtbot.addWidget(box)
    try:
        QLocale.setDefault(QLocale("de"))
        texts_ = [box.textFromValue(value) for value in (0.001, 1e-05, 1500.0)]
    finally:
        QLocale.setDefault(before)
    assert texts_ == ["0,001", "1e-05", "1500"]
    assert [box.valueFromText(text) for text in texts_] == [0.001, 1e-05, 1500.0]


def test_the_forecast_follows_what_is_chosen_and_what_fails(
    plan_of_file: Callable[[Path], PlanStep], page: TrainPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = data_file(tmp_path)
    planning, path = plan_of_file(file), page.path
    assert planning.estimate
    usual = planning.estimate.steps
    planning.enter(path.plan)
    click(planning.cards.cards["thorough"])  # before the first estimate is there
    qtbot.waitUntil(lambda: planning.complete, timeout=WAIT)
    assert planning.estimate.steps > usual

    page.desk.current = LiveRun("Cook", "#1B5FB4", "")
    page.desk.changed.emit()
    assert path.next_button.text() == "Add to the queue"
    page.desk.current = None
    page.desk.changed.emit()
    assert path.next_button.text() == "Start training"

    file.unlink()
    path.plan.measure = None
    planning.refresh()
    qtbot.waitUntil(lambda: bool(planning.findChildren(ErrorBox)), timeout=WAIT)
    assert planning.estimate is None and "Counting" not in texts(planning)
