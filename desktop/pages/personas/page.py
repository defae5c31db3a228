"""The Personas page: a grid of cards, and a panel on the right to edit or import one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.amounts import size
from desktop.backend import Call
from desktop.pages.cards import CardsPage, FileWork, OnBytes
from desktop.pages.personas.card import PersonaCard
from desktop.pages.personas.editor import PersonaEditor
from desktop.pages.personas.exporting import SUFFIX, ask_where
from desktop.pages.personas.importing import ImportPanel, fitting
from desktop.pages.personas.panel import SidePanel
from desktop.theme import theme
from desktop.widgets.basic import button, clear, row
from desktop.widgets.drop import FileDrop
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import Cancel, Engine
    from engine.errors import EngineError
    from engine.types import Persona, PersonaDetails, PersonaFile

_LEAST_CARDS = 380  # pixels that the cards want at least


class PersonasPage(CardsPage):
    """Shows every persona and lets people make, edit, share and remove them."""

    key = "personas"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, 320)
        self._details: list[PersonaDetails] = []
        self._panel: SidePanel | None = None
        self._filing: Call | None = None  # a .macaw file that is read or written
        self.import_button = button(self.tr("Import"), self.choose_import)
        self.new_button = button(self.tr("New persona"), role="primary")
        self.new_menu = QMenu(self.new_button)
        self.new_menu.addAction(self.tr("From a system prompt…"), self.new_from_prompt)
        self.new_menu.addAction(self.tr("From training…"), self.window_.train_new)
        self._import_action = self.new_menu.addAction(self.tr("Import a .macaw file…"), self.choose_import)
        self.new_button.setMenu(self.new_menu)
        self.set_head(self.tr("Personas"), self.import_button, self.new_button)
        self._columns = row(spacing=0)
        self._columns.addWidget(self.sheet, 1)
        self.setLayout(self._columns)
        self._drop = FileDrop(self, self.tr("Drop to look at the persona"), {SUFFIX}, self._dropped)
        theme.changed.connect(self._fit_panel)

    # What is shown

    def ask(self, engine: Engine) -> Sequence[PersonaDetails]:
        return engine.persona_details()

    def show_found(self, found: Sequence[PersonaDetails]) -> None:
        self.note.hide()
        self._details = list(found)
        actions = {
            "chat": lambda details: self.window_.chat_with(details.persona.id),
            "edit": self.edit,
            "export": self.export,
            "teach": lambda details: self.window_.train_more(details.persona.id),
            "duplicate": self.duplicate,
            "remove": self.remove,
        }
        plain_last = sorted(map(_in_our_language, found), key=lambda one: one.persona.id == "plain")
        self.grid.set_cards([PersonaCard(one, actions) for one in plain_last])
        self._allow_files()

    def card(self, id: str) -> PersonaCard | None:
        """The card of a persona, once it is shown."""
        return next((card for card in self._cards() if card.details.persona.id == id), None)

    def _cards(self) -> list[PersonaCard]:
        return [card for card in self.grid.cards if isinstance(card, PersonaCard)]

    # The panel

    @property
    def panel(self) -> SidePanel | None:
        return self._panel

    def may_close(self) -> bool:
        return not isinstance(self._panel, PersonaEditor) or self._panel.may_close()

    def _open_panel(self, panel: SidePanel) -> bool:
        """Show `panel` in the place of the one there is, which may refuse to go."""
        if not self.may_close():
            panel.deleteLater()
            return False
        self._close_panel()
        self._panel = panel
        panel.closed.connect(self._close_panel)
        self._columns.addWidget(panel)
        self._fit_panel()
        panel.show()
        return True

    def _close_panel(self) -> None:
        if self._panel:
            if isinstance(self._panel, PersonaEditor):
                self._panel.try_it.stop()
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            self.sheet.show()

    def _fit_panel(self) -> None:
        """The panel beside the cards; where there is no room for both, in their place."""
        if self._panel:
            self.sheet.setVisible(self._panel.fit(self.width(), least_beside=_LEAST_CARDS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panel()

    # What can be done

    def edit(self, details: PersonaDetails) -> None:
        others = [one.persona.name for one in self._details if one.persona.id != details.persona.id]
        editor = PersonaEditor(self.backend, details, others)
        editor.saved.connect(self._saved)
        if self._open_panel(editor):
            editor.name.setFocus()

    def new_from_prompt(self) -> None:
        from engine.types import Persona, PersonaDetails

        colors = list(theme.persona_palette().values())
        used = {details.persona.color for details in self._details}
        color = next((color for color in colors if color not in used), colors[0])
        self.edit(PersonaDetails(persona=Persona(id="", name="", color=color)))

    def _saved(self, persona: Persona) -> None:
        self._close_panel()
        self.backend.personas_changed.emit()
        Toast(self, self.tr("“{0}” is saved.").format(persona.name))

    def duplicate(self, details: PersonaDetails) -> None:
        id, name = details.persona.id, fitting(self.tr("{0} copy"), details.persona.name)
        self.backend.run(
            lambda engine, call: engine.duplicate_persona(id, name), done=self._shelved, failed=self.say
        )

    def _shelved(self, persona: Persona) -> None:
        self.backend.personas_changed.emit()
        Toast(self, self.tr("“{0}” is on the shelf.").format(persona.name))

    def remove(self, details: PersonaDetails) -> None:
        id, name, restored = details.persona.id, details.persona.name, details.hides_starter

        def removed(_: object) -> None:
            self.backend.personas_changed.emit()
            said = self.tr("The original “{0}” is back.") if restored else self.tr("“{0}” was deleted.")
            Toast(self, said.format(name), lambda: self._put_back(id))

        if isinstance(self._panel, PersonaEditor) and self._panel.persona_id == id:
            if not self.may_close():
                return
            self._close_panel()
        self.backend.run(lambda engine, call: engine.set_aside_persona(id), done=removed, failed=self.say)

    def _put_back(self, id: str) -> None:
        self.backend.run(
            lambda engine, call: engine.restore_persona(id),
            done=lambda _: self.backend.personas_changed.emit(),
            failed=self.say,
        )

    # .macaw files, one at a time

    def _file(
        self,
        title: str,
        work: FileWork,
        done: Callable[[Any], None],
        failed: Callable[[EngineError], None],
    ) -> None:
        if self._filing:
            Toast(self, self.tr("Another persona’s file is still being worked on."))
            return
        clear(self.errors)
        self._filing = self.start(title, work, done, failed)
        self._filing.ended.connect(self._filed)
        self._allow_files()

    def _filed(self) -> None:
        self._filing = None
        self._allow_files()

    def _allow_files(self) -> None:
        buttons = [self.import_button, *(card.export_button for card in self._cards())]
        for made in buttons:
            if made:
                made.setEnabled(self._filing is None)
        self._import_action.setEnabled(self._filing is None)

    def export(self, details: PersonaDetails) -> None:
        persona = details.persona
        file = ask_where(self, persona.name, persona.id)
        if file is None:
            return

        def work(engine: Engine, on_bytes: OnBytes, cancel: Cancel) -> int:
            engine.export_persona(persona.id, file, on_bytes=on_bytes, cancel=cancel)
            return file.stat().st_size

        def exported(bytes_: int) -> None:
            said = self.tr("“{0}” is in {1}: {2}.")
            if details.weights_bytes:
                said = self.tr("“{0}” is in {1}: {2}, with the PyTorch weights for other tools.")
            Toast(self, said.format(persona.name, file, size(bytes_)))

        def failed(error: EngineError) -> None:
            self.say(error, button(self.tr("Choose another place…"), lambda: self.export(details)))

        self._file(self.tr("Exporting {0}").format(persona.name), work, exported, failed)

    def choose_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a persona"), "", self.tr("Personas (*.macaw);;All files (*)")
        )
        if chosen:
            self.look_at(Path(chosen))

    def _dropped(self, files: list[Path]) -> None:
        self.look_at(files[0])
        if len(files) > 1:
            Toast(self, self.tr("One persona at a time: this is {0}.").format(files[0].name))

    def look_at(self, file: Path) -> None:
        """Check a `.macaw` file and show what it holds; it is imported only when that is asked for."""

        def work(engine: Engine, on_bytes: OnBytes, cancel: Cancel) -> PersonaFile:
            return engine.preview_persona(file, on_bytes=on_bytes, cancel=cancel)

        def failed(error: EngineError) -> None:
            self.say(error, button(self.tr("Choose another file…"), self.choose_import))

        self._file(self.tr("Checking {0}").format(file.name), work, self._show_file, failed)

    def _show_file(self, file: PersonaFile) -> None:
        panel = ImportPanel(file)
        panel.import_wanted.connect(partial(self._import, panel, file))
        panel.models_wanted.connect(self.window_.show_models)
        if self._open_panel(panel):
            panel.import_button.setFocus()

    def _import(self, panel: ImportPanel, file: PersonaFile, name: str) -> None:
        def work(engine: Engine, on_bytes: OnBytes, cancel: Cancel) -> Persona:
            if not file.taken:
                return engine.import_persona(file.path, on_bytes=on_bytes, cancel=cancel)
            id = engine.free_persona_id(name or file.id)
            made = engine.import_persona(file.path, id, on_bytes=on_bytes, cancel=cancel)
            return engine.save_persona(made.model_copy(update={"name": name or made.name}))

        def imported(persona: Persona) -> None:
            if self._panel is panel:
                self._close_panel()
            self._shelved(persona)

        def failed(error: EngineError) -> None:
            if self._panel is panel:
                panel.show_failure(error)
            else:
                self.say(error)

        self._file(self.tr("Importing {0}").format(file.path.name), work, imported, failed)


def _in_our_language(details: PersonaDetails) -> PersonaDetails:
    """Plain is the engine's own, and bears the name the Chat page gives it; other personas have their own names."""
    if details.persona.id != "plain":
        return details
    name = QCoreApplication.translate("Faces", "Plain")
    description = QCoreApplication.translate("Faces", "The base model as it is.")
    persona = details.persona.model_copy(update={"name": name, "description": description})
    return details.model_copy(update={"persona": persona})
