"""The Personas page: a grid of cards, and a panel on the right to edit or import one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QScrollArea, QWidget

from desktop.backend import Call
from desktop.pages import Page
from desktop.pages.personas.card import PersonaCard
from desktop.pages.personas.editor import PersonaEditor
from desktop.pages.personas.importing import ImportPanel
from desktop.pages.personas.panel import SidePanel
from desktop.theme import theme
from desktop.widgets.basic import ErrorBox, button, clear, column, label, row
from desktop.widgets.drop import FileDrop
from desktop.widgets.flow import CardGrid, FlowLayout
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.api import Engine
    from engine.errors import EngineError
    from engine.types import Persona, PersonaDetails, PersonaFile

_SUFFIX = ".macaw"
_LEAST_CARDS = 380  # pixels that the cards want at least


class PersonasPage(Page):
    """Shows every persona and lets people make, edit, share and remove them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._details: list[PersonaDetails] = []
        self._panel: SidePanel | None = None
        self._loading: Call | None = None
        self._stale = True
        self.grid = CardGrid(320)
        self._errors = column()
        self._note = label(self.tr("Loading…"), "caption")
        inside = QWidget()
        body = column(self._errors, self._note, self.grid, None, spacing=16)
        body.setContentsMargins(28, 8, 28, 24)
        inside.setLayout(body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._left = QWidget()
        self._left.setLayout(column(self._header(), scroll, spacing=8))
        self._columns = row(spacing=0)
        self._columns.addWidget(self._left, 1)
        self.setLayout(self._columns)
        self._drop = FileDrop(self, self.tr("Drop to look at the persona"), {_SUFFIX}, self._dropped)
        for signal in (self.backend.personas_changed, self.backend.models_changed):
            signal.connect(self._refresh)
        theme.changed.connect(self._fit_panel)

    def _header(self) -> Any:
        self.import_button = button(self.tr("Import"), self.choose_import)
        self.new_button = button(self.tr("New persona"), role="primary")
        self.new_menu = QMenu(self.new_button)
        self.new_menu.addAction(self.tr("From a system prompt…"), self.new_from_prompt)
        self.new_menu.addAction(self.tr("From training…"), self.new_from_training)
        self.new_menu.addAction(self.tr("Import a .macaw file…"), self.choose_import)
        self.new_button.setMenu(self.new_menu)
        line = row(label(self.tr("Personas"), "title"), None)
        line.addLayout(FlowLayout(self.import_button, self.new_button))
        line.setContentsMargins(28, 22, 28, 0)
        return line

    # What is shown

    def opened(self) -> None:
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        self._stale = True
        if self.isVisible() or not self._details:
            self._stale = False
            if self._loading:
                self._loading.drop()  # what it finds is older, and may yet come later
            self._loading = self.backend.run(
                lambda engine, call: engine.persona_details(), done=self._show, failed=self._say
            )

    def _show(self, details: Sequence[PersonaDetails]) -> None:
        self._note.hide()
        self._details = list(details)
        actions = {
            "chat": self.chat,
            "edit": self.edit,
            "export": self.export,
            "duplicate": self.duplicate,
            "remove": self.remove,
        }
        plain_last = sorted(map(_in_our_language, details), key=lambda one: one.persona.id == "plain")
        self.grid.set_cards([PersonaCard(one, actions) for one in plain_last])

    def card(self, id: str) -> PersonaCard | None:
        """The card of a persona, once it is shown."""
        cards = (card for card in self.grid.cards if isinstance(card, PersonaCard))
        return next((card for card in cards if card.details.persona.id == id), None)

    def _say(self, error: EngineError, *actions: QPushButton) -> None:
        clear(self._errors)
        dismiss = button(self.tr("Dismiss"), lambda: clear(self._errors), "link")
        self._errors.addWidget(ErrorBox(error, *actions, dismiss))

    # The panel

    @property
    def panel(self) -> SidePanel | None:
        return self._panel

    def _open_panel(self, panel: SidePanel) -> bool:
        """Show `panel` in the place of the one there is, which may refuse to go."""
        if isinstance(self._panel, PersonaEditor) and not self._panel.may_close():
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
            self._left.show()

    def _fit_panel(self) -> None:
        """The panel beside the cards; where there is no room for both, in their place."""
        if self._panel:
            self._left.setVisible(self._panel.fit(self.width(), least_beside=_LEAST_CARDS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panel()

    # What can be done

    def chat(self, details: PersonaDetails) -> None:
        cast(Any, self.window_.open("chat")).start_with(details.persona.id)

    def edit(self, details: PersonaDetails) -> None:
        editor = PersonaEditor(self.backend, details)
        editor.saved.connect(self._saved)
        if self._open_panel(editor):
            editor.name.setFocus()

    def new_from_prompt(self) -> None:
        from engine.types import Persona, PersonaDetails

        colors = list(theme.persona_palette().values())
        used = {details.persona.color for details in self._details}
        color = next((color for color in colors if color not in used), colors[0])
        self.edit(PersonaDetails(persona=Persona(id="", name="", color=color)))

    def new_from_training(self) -> None:
        cast(Any, self.window_.open("train")).new()

    def _saved(self, persona: Persona) -> None:
        self._close_panel()
        self.backend.personas_changed.emit()
        Toast(self, self.tr("“{0}” is saved.").format(persona.name))

    def duplicate(self, details: PersonaDetails) -> None:
        id, name = details.persona.id, self.tr("{0} copy").format(details.persona.name)
        self.backend.run(
            lambda engine, call: engine.duplicate_persona(id, name), done=self._duplicated, failed=self._say
        )

    def _duplicated(self, persona: Persona) -> None:
        self.backend.personas_changed.emit()
        Toast(self, self.tr("“{0}” is on the shelf.").format(persona.name))

    def remove(self, details: PersonaDetails) -> None:
        id, name, restored = details.persona.id, details.persona.name, details.hides_starter

        def removed(_: object) -> None:
            self.backend.personas_changed.emit()
            said = self.tr("The original “{0}” is back.") if restored else self.tr("“{0}” was deleted.")
            Toast(self, said.format(name), lambda: self._put_back(id))

        if isinstance(self._panel, PersonaEditor):
            self._close_panel()
        self.backend.run(lambda engine, call: engine.set_aside_persona(id), done=removed, failed=self._say)

    def _put_back(self, id: str) -> None:
        self.backend.run(
            lambda engine, call: engine.restore_persona(id),
            done=lambda _: self.backend.personas_changed.emit(),
            failed=self._say,
        )

    def export(self, details: PersonaDetails) -> None:
        persona = details.persona
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export {0}").format(persona.name),
            persona.id + _SUFFIX,
            self.tr("Personas (*.macaw)"),
        )
        if not chosen:
            return
        file = Path(chosen)
        if file.suffix.lower() != _SUFFIX:
            file = file.with_name(file.name + _SUFFIX)

        def exported(_: object) -> None:
            Toast(self, self.tr("“{0}” is in {1}.").format(persona.name, file))

        again = button(self.tr("Choose another place…"), lambda: self.export(details))
        self.backend.run(
            lambda engine, call: engine.export_persona(persona.id, file),
            done=exported,
            failed=lambda error: self._say(error, again),
        )

    def choose_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a persona"), "", self.tr("Personas (*.macaw);;All files (*)")
        )
        if chosen:
            self.look_at(Path(chosen))

    def _dropped(self, files: list[Path]) -> None:
        self.look_at(files[0])

    def look_at(self, file: Path) -> None:
        """Check a `.macaw` file and show what it holds; it is imported only when that is asked for."""
        clear(self._errors)

        def work(engine: Engine, call: object) -> PersonaFile:
            return engine.preview_persona(file)

        again = button(self.tr("Choose another file…"), self.choose_import)
        self.backend.run(work, done=self._show_file, failed=lambda error: self._say(error, again))

    def _show_file(self, file: PersonaFile) -> None:
        panel = ImportPanel(self.backend, file)
        panel.imported.connect(self._imported)
        panel.models_wanted.connect(lambda: self.window_.open("models"))
        if self._open_panel(panel):
            panel.import_button.setFocus()

    def _imported(self, persona: Persona) -> None:
        self._close_panel()
        self.backend.personas_changed.emit()
        Toast(self, self.tr("“{0}” is on the shelf.").format(persona.name))


def _in_our_language(details: PersonaDetails) -> PersonaDetails:
    """Plain is the engine's own, and bears the name the Chat page gives it; other personas have their own names."""
    if details.persona.id != "plain":
        return details
    name = QCoreApplication.translate("Faces", "Plain")
    description = QCoreApplication.translate("Faces", "The base model as it is.")
    persona = details.persona.model_copy(update={"name": name, "description": description})
    return details.model_copy(update={"persona": persona})
