"""The Personas page, by mouse and keys, on the real engine."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.pages.personas.card import PersonaCard
from desktop.pages.personas.editor import PersonaEditor
from desktop.pages.personas.importing import ImportPanel
from desktop.pages.personas.page import PersonasPage
from desktop.settings import WindowSettings
from desktop.widgets.avatar import initial
from desktop.widgets.basic import ErrorBox
from desktop.widgets.toast import Toast
from desktop.window import MainWindow
from engine.paths import RESOURCES, Home
from engine.types import Message, Persona, Sampling
from tests.desktop.chat_hands import Busy
from tests.desktop.hands import WAIT, answering, choose, click, drop, find, press, result, settled, texts
from tests.engine.engine_files import snapshot


@pytest.fixture
def window(make: Callable[[], MainWindow], home: Home) -> MainWindow:
    """A window that was closed on this page last time."""
    settings = WindowSettings.load()
    settings.page = "personas"
    settings.save()
    return make()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> PersonasPage:
    made = window.page("personas")
    assert isinstance(made, PersonasPage)
    qtbot.waitUntil(lambda: made.card("pirate") is not None, timeout=WAIT)
    return made


def card(page: PersonasPage, qtbot: QtBot, id: str, name: str = "") -> PersonaCard:
    """The card of a persona, once it is there (under this name)."""

    def found() -> bool:
        shown = page.card(id)
        return shown is not None and (not name or shown.details.persona.name == name)

    qtbot.waitUntil(found, timeout=WAIT)
    shown = page.card(id)
    assert shown is not None
    return shown


def editor(page: PersonasPage) -> PersonaEditor:
    assert isinstance(page.panel, PersonaEditor)
    return page.panel


def more(shown: PersonaCard) -> QToolButton:
    return next(button for button in shown.findChildren(QToolButton) if button.menu())


def choose_files(monkeypatch: pytest.MonkeyPatch, *, save: Path | str = "", load: Path | str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(save), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(load), ""))


def test_cards_say_what_is_known_and_no_more(page: PersonasPage, qtbot: QtBot) -> None:
    pirate, plain = card(page, qtbot, "pirate"), card(page, qtbot, "plain")
    said = texts(pirate)
    report = json.loads((RESOURCES / "personas" / "pirate" / "report.json").read_text())
    agreement, loss = report["parity"]["top1_agreement"], report["run"]["best_valid_loss"]
    assert "SmolLM2 135M Instruct · r 8 · 4.9 MB" in said and "Trained on “pirate”" in said
    assert f"Speaks as trained\n{agreement * 100:.0f} %" in said and f"validation loss {loss:.2f}" in said
    assert "Speaks as trained" not in texts(plain) and "loss" not in texts(plain)
    assert [b.text() for b in plain.findChildren(QPushButton)] == ["Chat"]  # nothing to edit or export
    can = [a.text() for a in more(pirate).menu().actions()]
    assert can == ["Teach it more…", "Duplicate"]  # a starter cannot be deleted
    assert [a.text() for a in more(plain).menu().actions()] == [
        "Duplicate"
    ]  # there is no adapter to go on from


def test_a_persona_from_a_prompt_speaks(page: PersonasPage, qtbot: QtBot) -> None:
    choose(page.new_button, "From a system prompt…")
    form = editor(page)
    assert not form.save_button.isEnabled()  # it has no name
    QTest.keyClicks(form.name, "Gardener")
    QTest.keyClicks(form.description, "Knows moss.")
    QTest.keyClicks(form.prompt, "You are a gardener.")
    assert "Gardener" in texts(form) and "Knows moss." in texts(form)
    click(form.save_button)
    shown = card(page, qtbot, "gardener")
    assert page.panel is None and "Knows moss." in texts(shown)
    made = result(qtbot, page.backend, lambda engine, call: engine.persona("gardener"))
    assert made.system_prompt == "You are a gardener."
    few = Sampling(max_tokens=5)
    reply = result(
        qtbot,
        page.backend,
        lambda engine, call: engine.reply(
            [Message(role="user", content="Hello!")], engine.voice("gardener"), sampling=few
        ),
    )
    assert reply.text.strip()


def test_chat_opens_with_the_persona(page: PersonasPage, qtbot: QtBot, window: MainWindow) -> None:
    press(card(page, qtbot, "professor"), "Chat with Professor")
    assert window.settings.page == "chat"
    assert str(window.page("chat").session.current.blend).startswith("professor")  # type: ignore[attr-defined]


def test_editing_a_starter_previews_saves_a_copy_and_restores(page: PersonasPage, qtbot: QtBot) -> None:
    press(card(page, qtbot, "pirate"), "Edit Pirate")
    form = editor(page)
    assert "This one comes with Macaw." in texts(form)
    QTest.keyClick(form.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(form.name, "Captain")
    press(form.colors, "Teal")
    form.temperature.setFocus()
    QTest.keyClick(form.temperature, Qt.Key.Key_Up)
    assert form.draft().color == "#0F6B6B" and form.draft().sampling.temperature == pytest.approx(0.7)
    assert "Captain" in texts(form)
    assert card(page, qtbot, "pirate").details.persona.name == "Pirate"  # nothing is saved yet
    click(form.save_button)
    edited = card(page, qtbot, "pirate", "Captain")
    assert "Your edited copy of a starter." in texts(edited) and edited.details.persona.color == "#0F6B6B"
    assert edited.details.persona.adapter and edited.details.r == 8
    choose(more(edited), "Restore the original")
    card(page, qtbot, "pirate", "Pirate")


def test_the_form_opens_without_a_stall(page: PersonasPage, qtbot: QtBot) -> None:
    card(page, qtbot, "bard")
    busy, took = Busy(), []
    for id in ("pirate", "professor", "bard"):
        shown = page.card(id)
        assert shown
        busy.most()
        click(shown.edit_button)
        qtbot.wait(100)
        took.append(round(busy.most()))
        assert editor(page).persona_id == id
    assert max(took) < 50, took


def test_removing_one_persona_leaves_the_form_of_another_alone(page: PersonasPage, qtbot: QtBot) -> None:
    choose(more(card(page, qtbot, "pirate")), "Duplicate")
    copy = card(page, qtbot, "pirate-copy", "Pirate copy").details
    press(card(page, qtbot, "professor"), "Edit Professor")
    form = editor(page)
    QTest.keyClicks(form.name, "!")
    page.remove(copy)  # as the card's menu does, which the form may cover
    qtbot.waitUntil(lambda: page.card("pirate-copy") is None, timeout=WAIT)
    assert page.panel is form and form.changed
    (toast,) = [t for t in page.window().findChildren(Toast) if t.isVisible()]
    click(toast.undo_button)
    card(page, qtbot, "pirate-copy")
    answering("Discard")
    page.edit(copy)
    QTest.keyClicks(editor(page).name, "!")
    answering("Keep editing")
    page.remove(copy)
    assert editor(page).persona_id == "pirate-copy" and page.card("pirate-copy") is not None
    answering("Discard")
    page.remove(copy)
    qtbot.waitUntil(lambda: page.card("pirate-copy") is None, timeout=WAIT)
    assert page.panel is None


def test_closing_the_window_asks_about_unsaved_changes(
    page: PersonasPage, qtbot: QtBot, window: MainWindow
) -> None:
    press(card(page, qtbot, "pirate"), "Edit Pirate")
    QTest.keyClicks(editor(page).name, "!")
    answering("Keep editing")
    assert not window.close() and window.isVisible()
    answering("Discard")
    assert window.close()


def test_a_strangers_name_is_shown_as_it_is(page: PersonasPage, qtbot: QtBot) -> None:
    name = '<img src="x"> <b>Ann</b> & co'
    made = Persona(id="ann", name=name, description="<h1>Best</h1>", collections=["<i>x</i> & y"])
    result(qtbot, page.backend, lambda engine, call: engine.create_persona(made))
    page.backend.personas_changed.emit()
    shown = card(page, qtbot, "ann")
    formats = {label.text(): label.textFormat() for label in shown.findChildren(QLabel)}
    assert formats[name] == formats["<h1>Best</h1>"] == Qt.TextFormat.PlainText
    click(shown.edit_button)
    form = editor(page)
    assert find(form.collections, "<i>x</i> && y").accessibleName() == "<i>x</i> & y"
    QTest.keyClicks(form.name, "!")
    seen: list[QMessageBox] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            seen.append(box)
            assert box.textFormat() == Qt.TextFormat.PlainText and name in box.text()
            press(box, "Discard")

    QTimer.singleShot(200, look)
    press(form, "Cancel")
    assert seen and page.panel is None


def test_trying_a_draft_answers_and_saves_nothing(page: PersonasPage, qtbot: QtBot, home: Home) -> None:
    press(card(page, qtbot, "professor"), "Edit Professor")
    form = editor(page)
    form.max_tokens.setValue(16)
    QTest.keyClicks(form.try_it.question, "Why is the sky blue?")
    press(form.try_it, "Ask")
    assert find(form.try_it, "Stop")
    qtbot.waitUntil(lambda: not form.try_it.busy, timeout=WAIT)
    assert len(form.try_it.answer.text().split()) > 3
    assert not (home.personas / "professor").exists()


def test_unsaved_changes_are_not_lost_by_accident(page: PersonasPage, qtbot: QtBot) -> None:
    press(card(page, qtbot, "pirate"), "Edit Pirate")
    form = editor(page)
    QTest.keyClicks(form.name, "!")
    answering("Keep editing")
    press(form, "Cancel")
    assert page.panel is form
    answering("Discard")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.panel is None and card(page, qtbot, "pirate").details.persona.name == "Pirate"


def test_export_and_import_round_trip(
    page: PersonasPage, qtbot: QtBot, tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_files(monkeypatch, save=tmp_path / "out")  # the suffix is added
    press(card(page, qtbot, "pirate"), "Export Pirate")
    file = tmp_path / "out.macaw"
    (job,) = page.window_.jobs.jobs
    assert job.title == "Exporting Pirate"
    buttons = [page.import_button, find(card(page, qtbot, "pirate"), "Export Pirate")]
    assert not any(made.isEnabled() for made in buttons)
    page.look_at(file)  # dropped meanwhile
    assert "still being worked on" in texts(page.window_) and page.window_.jobs.jobs == [job]
    qtbot.waitUntil(file.is_file, timeout=WAIT)
    qtbot.waitUntil(lambda: all(made.isEnabled() for made in buttons), timeout=WAIT)
    assert page.window_.jobs.jobs == []
    qtbot.waitUntil(lambda: bool(page.window().findChildren(Toast)), timeout=WAIT)

    choose_files(monkeypatch, load=file)
    before = snapshot(home.personas)
    click(page.import_button)
    qtbot.waitUntil(lambda: isinstance(page.panel, ImportPanel), timeout=WAIT)
    panel = page.panel
    assert isinstance(panel, ImportPanel)
    assert "Import “Pirate”?" in texts(panel) and "r 8, 4.9 MB" in texts(panel)
    assert snapshot(home.personas) == before  # it only looked
    click(panel.import_button)
    assert [job.title for job in page.window_.jobs.jobs] == ["Importing out.macaw"]
    assert not panel.import_button.isEnabled()
    qtbot.waitUntil(lambda: page.panel is None, timeout=WAIT)
    assert (home.personas / "pirate" / "adapter.gguf").is_file()

    click(page.import_button)  # once more: the name is taken now
    qtbot.waitUntil(lambda: isinstance(page.panel, ImportPanel), timeout=WAIT)
    again = page.panel
    assert isinstance(again, ImportPanel) and again.name.text() == "Pirate (imported)"
    click(again.import_button)
    card(page, qtbot, "pirate-imported", "Pirate (imported)")


def test_export_asks_before_it_replaces_a_file_named_without_its_ending(
    page: PersonasPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.macaw"
    file.write_text("mine")
    choose_files(monkeypatch, save=tmp_path / "out")
    answering("Cancel")
    press(card(page, qtbot, "pirate"), "Export Pirate")
    assert not page.window_.jobs.jobs and file.read_text() == "mine"
    answering("Replace")
    press(card(page, qtbot, "pirate"), "Export Pirate")
    qtbot.waitUntil(lambda: zipfile.is_zipfile(file), timeout=WAIT)
    qtbot.waitUntil(lambda: not page.window_.jobs.jobs, timeout=WAIT)


def test_a_description_that_training_wrote_is_not_said_twice(page: PersonasPage, qtbot: QtBot) -> None:
    bob = card(page, qtbot, "pirate").details.model_copy(deep=True)
    bob.persona.description, bob.trained_on = "Trained on bob.", "tales.jsonl"
    shown = PersonaCard(bob, {})
    qtbot.addWidget(shown)
    shown.show()
    assert "Trained on “tales.jsonl”" in texts(shown) and "Trained on bob" not in texts(shown)


def test_a_face_shows_a_letter_or_digit() -> None:
    assert [initial(name) for name in ("../K:apt'n", "élan", "“7 seas”", "ßig", "?!", "")] == [
        "K", "É", "7", "S", "?", "",
    ]  # fmt: skip


def test_a_name_that_is_taken_is_said_in_the_form(page: PersonasPage, qtbot: QtBot) -> None:
    press(card(page, qtbot, "pirate"), "Edit Pirate")
    form = editor(page)
    assert "already" not in texts(form)
    form.name.setText("BARD")
    assert "There is a persona called “BARD” already." in texts(form) and form.save_button.isEnabled()
    form.name.setText("Pirate")  # its own
    assert "already" not in texts(form)


def test_delete_and_undo(page: PersonasPage, qtbot: QtBot, home: Home) -> None:
    choose(more(card(page, qtbot, "pirate")), "Duplicate")
    copy = card(page, qtbot, "pirate-copy", "Pirate copy")
    files = snapshot(home.personas / "pirate-copy")
    choose(more(copy), "Delete")
    qtbot.waitUntil(lambda: page.card("pirate-copy") is None, timeout=WAIT)
    assert not (home.personas / "pirate-copy").exists()
    (toast,) = [t for t in page.window().findChildren(Toast) if t.isVisible()]
    assert "“Pirate copy” was deleted." in texts(toast)
    click(toast.undo_button)
    card(page, qtbot, "pirate-copy")
    assert snapshot(home.personas / "pirate-copy") == files


def test_what_is_not_undone_is_gone_when_macaw_closes(window: MainWindow, qtbot: QtBot, home: Home) -> None:
    result(qtbot, window.backend, lambda engine, call: engine.create_persona(Persona(id="ann", name="Ann")))
    page = window.open("personas")
    assert isinstance(page, PersonasPage)
    choose(more(card(page, qtbot, "ann")), "Delete")
    qtbot.waitUntil(lambda: page.card("ann") is None, timeout=WAIT)
    window.close()
    window.backend.close()
    assert list(home.personas.iterdir()) == []


def bad_files(folder: Path) -> dict[str, Path]:
    made = {name: folder / f"{name}.macaw" for name in ("empty", "text", "zip", "hostile", "missing")}
    made["empty"].write_bytes(b"")
    made["text"].write_text("I am a persona, honest.")
    for name, inside in (("zip", "hello.txt"), ("hostile", "../../evil.txt")):
        with zipfile.ZipFile(made[name], "w") as archive:
            archive.writestr(
                "macaw.json", json.dumps({"schema_version": 1, "id": "x", "files": {inside: "0"}})
            )
            archive.writestr(inside, "x")
    return made


@pytest.mark.parametrize("name", ["empty", "text", "zip", "hostile", "missing"])
def test_a_bad_file_is_named_and_changes_nothing(
    page: PersonasPage, qtbot: QtBot, home: Home, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bad_files(tmp_path)[name]
    before = settled(qtbot, home.root)
    choose_files(monkeypatch, load=file)
    choose(page.new_button, "Import a .macaw file…")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in page.findChildren(ErrorBox)), timeout=WAIT)
    (box,) = page.findChildren(ErrorBox)
    assert str(file) in box.accessibleName() and page.panel is None
    assert settled(qtbot, home.root) == before
    assert find(box, "Choose another file…")
    press(box, "Dismiss")
    qtbot.waitUntil(lambda: not page.findChildren(ErrorBox), timeout=WAIT)


def test_files_are_dropped_in(page: PersonasPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "p.MACAW"
    result(qtbot, page.backend, lambda engine, call: engine.export_persona("professor", file))
    assert not drop(page, [tmp_path / "song.mp3"])
    assert drop(page, [file])
    qtbot.waitUntil(lambda: isinstance(page.panel, ImportPanel), timeout=WAIT)


def test_a_persona_for_another_base_says_what_to_do(
    page: PersonasPage, qtbot: QtBot, tmp_path: Path, home: Home, window: MainWindow
) -> None:
    choose(more(card(page, qtbot, "pirate")), "Duplicate")
    card(page, qtbot, "pirate-copy")
    record = home.personas / "pirate-copy" / "persona.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "base_sha256": "0" * 64}))
    file = tmp_path / "p.macaw"
    result(qtbot, page.backend, lambda engine, call: engine.export_persona("pirate-copy", file))
    page.look_at(file)
    qtbot.waitUntil(lambda: isinstance(page.panel, ImportPanel), timeout=WAIT)
    assert page.panel is not None and "needs a base model that is not here" in texts(page.panel)
    press(page.panel, "Open Models")
    assert window.settings.page == "models"


def test_a_damaged_persona_shows_its_error_and_can_be_removed(
    page: PersonasPage, qtbot: QtBot, home: Home
) -> None:
    (home.personas / "odd").mkdir(parents=True)
    (home.personas / "odd" / "persona.json").write_text("{")
    page.backend.personas_changed.emit()
    odd = card(page, qtbot, "odd")
    assert odd.findChildren(ErrorBox)
    press(odd, "Remove odd")
    qtbot.waitUntil(lambda: page.card("odd") is None, timeout=WAIT)
    assert not (home.personas / "odd").exists() and card(page, qtbot, "pirate")


def test_changes_made_elsewhere_are_shown_when_the_page_is(
    page: PersonasPage, qtbot: QtBot, window: MainWindow
) -> None:
    window.open("settings")
    result(qtbot, window.backend, lambda engine, call: engine.create_persona(Persona(id="ann", name="Ann")))
    window.backend.personas_changed.emit()
    window.open("personas")
    card(page, qtbot, "ann")


def test_a_new_persona_may_be_trained(page: PersonasPage, qtbot: QtBot, window: MainWindow) -> None:
    choose(page.new_button, "From training…")
    qtbot.waitUntil(lambda: window.settings.page == "train", timeout=WAIT)
    qtbot.waitUntil(lambda: "A new voice" in texts(window.page("train")), timeout=WAIT)
