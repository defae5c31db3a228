"""The chat page: the list, the conversation, the composer and the inspector, and what each does to the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.icons import wear
from desktop.pages import Page
from desktop.pages.chat.blend import Blend
from desktop.pages.chat.chat_list import ChatList
from desktop.pages.chat.composer import Composer
from desktop.pages.chat.deletion import delete_chat
from desktop.pages.chat.faces import Faces
from desktop.pages.chat.hint import hint
from desktop.pages.chat.inspector import Inspector
from desktop.pages.chat.memory import Memory
from desktop.pages.chat.persona_bar import PersonaBar
from desktop.pages.chat.rows import MARGIN, side_margin
from desktop.pages.chat.session import Session
from desktop.pages.chat.thread import Thread
from desktop.pages.chat.turn import Turn
from desktop.pages.chat.welcome import Welcome
from desktop.theme import theme
from desktop.widgets.basic import ErrorBox, button, clear

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.errors import EngineError

_LOW = 320  # pixels at text scale 1: in a lower window the conversation needs what others can do without
_LEAST_MIDDLE = 470  # pixels the conversation needs before the list gives way, at text scale 1


class ChatPage(Page):
    """Usable from the first frame: what is sent before the engine is ready waits for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.faces = Faces(self.backend, self)
        self.session = Session(self.backend, self.settings, self)
        self.list = ChatList(self.backend, self.faces)
        self.bar = PersonaBar(self.faces)
        self.welcome = Welcome(self.faces)
        self.thread_ = Thread(self.faces)
        self.composer = Composer(self.backend, window)
        self.inspector = Inspector()
        self._list_wanted: bool | None = None  # None: shown where there is room
        self._warm = False
        self._from_end = self.settings.chat_scroll
        self._lay_out()
        self.memory = Memory(self.settings, self.session, lambda: self.thread_.from_end, self)
        self._connect()
        self._shortcuts()
        if self.settings.chat:
            self.session.open(self.settings.chat)
        else:
            self._switched()
            self._show()
            self._show_voice()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.thread_)
        self._troubles = QVBoxLayout()
        self._troubles.setContentsMargins(0, 0, 0, 0)
        self._bottom = QVBoxLayout()
        self._bottom.setContentsMargins(MARGIN, 0, MARGIN, 20)
        self._bottom.addLayout(self._troubles)
        self._bottom.addWidget(self.composer)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self._stack, 1)
        middle.addLayout(self._bottom)
        self._middle = QWidget()
        self._middle.setLayout(middle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self.inspector)
        wear(self.bar.list_button, "sidebar")

    def _connect(self) -> None:
        session, thread, composer = self.session, self.thread_, self.composer
        session.switched.connect(self._switched)
        session.changed.connect(self._show)
        session.voice_changed.connect(self._show_voice)
        session.busy_changed.connect(self._show_busy)
        session.trouble.connect(self.show_trouble)
        self.list.opened.connect(self.open_chat)
        self.list.new_wanted.connect(self.new)
        self.list.delete_wanted.connect(partial(delete_chat, self))
        self.bar.blend_chosen.connect(self._choose)
        self.bar.picked_changed.connect(self._show_hint)
        self.bar.list_wanted.connect(self._toggle_list)
        self.welcome.asked.connect(self.ask)
        self.welcome.train_wanted.connect(lambda: self.window_.show_train())
        thread.cited.connect(self._cite)
        thread.edited.connect(session.edit)
        thread.retry.connect(session.retry)
        thread.ask_again.connect(session.ask_again)
        thread.without_documents.connect(self._ask_without_documents)
        thread.go_on.connect(session.go_on)
        thread.branch.connect(session.branch)
        thread.version.connect(session.show_version)
        thread.chosen.connect(session.choose)
        thread.ask_instead.connect(self._ask_instead)
        composer.sent.connect(self._send)
        composer.stopped.connect(session.stop)
        composer.edited.connect(self._keep_draft)
        composer.collections_changed.connect(session.set_collections)
        composer.compare_toggled.connect(self._compare)
        self.inspector.closed.connect(self._arrange)
        self.faces.changed.connect(self._show_voice)
        self.faces.listed.connect(session.keep_to)
        theme.changed.connect(self._arrange)

    def _shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+N", self.new),
            ("Ctrl+F", self._search),
            ("Ctrl+L", self.composer.setFocus),
            ("Esc", self._escape),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    # What others open

    def opened(self) -> None:
        self.composer.setFocus()

    def start_with(self, persona: str) -> None:
        """A new conversation with a persona, as after its training."""
        self.new()
        self._choose(Blend(((persona, 1.0),)))

    def ask(self, persona: str, question: str) -> None:
        """Ask a persona something in the conversation that is open."""
        self._choose(Blend(((persona, 1.0),)))
        self._send(question)

    def switch_to(self, persona: str) -> None:
        """Go on with another persona in the conversation that is open."""
        self._choose(Blend(((persona, 1.0),)))

    def open_chat(self, chat: int) -> None:
        """Show a conversation, at its end."""
        self._from_end = 0
        self.session.open(chat)

    def new(self) -> None:
        """An empty conversation."""
        self.session.new()
        self.composer.setFocus()

    # From the parts to the session

    def _send(self, text: str) -> None:
        comparing = self.composer.compare.isChecked()
        if comparing and len(self.bar.picked) < 2:
            self.composer.set_text(text)
            return
        clear(self._troubles)
        self.thread_.go_to_end()
        self.session.send(text, self.bar.picked if comparing else ())

    def _ask_without_documents(self, turn: Turn) -> None:
        self.session.set_collections([])
        self.session.ask_again(turn)

    def _ask_instead(self, turn: Turn, blend: Blend) -> None:
        self._choose(blend)
        self.session.ask_again(turn)

    def _choose(self, blend: Blend) -> None:
        before = self.session.current
        self.session.set_blend(blend)
        own = self.faces.get(blend.first).collections
        if own and before.known and not before.collections:
            self.session.set_collections(own)
        self.memory.save_soon()

    def _compare(self, comparing: bool) -> None:
        self.bar.set_comparing(comparing)
        self._show_hint()

    def _cite(self, message: object, number: int) -> None:
        self.inspector.show_citation(message, number)  # type: ignore[arg-type]
        self._arrange()

    def _search(self) -> None:
        self._list_wanted = True
        self._arrange()
        self.list.search.setFocus()
        self.list.search.selectAll()

    def _escape(self) -> None:
        """Stop the answer; if there is none, close what is open besides the conversation."""
        if self.session.stop():
            return
        if self.inspector.isVisible():
            self.inspector.hide_source()
        elif self.composer.compare.isChecked():
            self.composer.compare.setChecked(False)
        else:
            self.composer.setFocus()

    # From the session to the parts

    def _switched(self) -> None:
        self.inspector.hide_source()
        clear(self._troubles)
        self.composer.set_text(self.memory.draft(self.session.current.id))
        self.composer.compare.setChecked(False)
        self.list.set_open(self.session.current.id)
        self.memory.save_soon()

    def _show(self) -> None:
        conversation = self.session.current
        empty = conversation.known and not conversation.messages and conversation.turn is None
        self._stack.setCurrentWidget(self.welcome if empty else self.thread_)
        self._arrange()
        self.thread_.show_conversation(conversation, self._from_end)
        self._show_hint()
        self.list.set_open(conversation.id)
        self.memory.save_soon()

    def _show_voice(self) -> None:
        conversation = self.session.current
        self.bar.set_blend(conversation.blend)
        self.composer.set_collections(conversation.collections)
        self._show_hint()

    def _show_hint(self) -> None:
        picked = self.bar.picked if self.composer.compare.isChecked() else None
        self.composer.set_hint(hint(self.session.current, self.faces, picked))

    def _show_busy(self) -> None:
        self.composer.set_busy(self.session.current.running)
        self._show_hint()

    def show_trouble(self, error: EngineError) -> None:
        """Say above the composer what went wrong besides an answer."""
        clear(self._troubles)
        dismiss = button(self.tr("Dismiss"), lambda: clear(self._troubles))
        self._troubles.addWidget(ErrorBox(error, dismiss))
        self._troubles.addSpacing(8)

    # What is kept

    def _keep_draft(self) -> None:
        text = self.composer.text
        self.memory.set_draft(self.session.current.id, text)
        if text and not self._warm:
            self._warm = True  # the model is read from disk while the person still writes
            voice = str(self.session.current.blend)
            self.backend.run(
                lambda engine, _: engine.load(engine.voice(voice)),
                failed=lambda _: None,  # it is told when something is asked
            )

    def closing(self) -> None:
        self.session.close()
        self.memory.write()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _toggle_list(self) -> None:
        self._list_wanted = not self.list.isVisible()
        self._arrange()

    def _arrange(self) -> None:
        """The list gives way where the conversation would get too narrow; a button brings it back."""
        beside = self.inspector.width() if self.inspector.isVisible() else 0
        room = self.width() - self.list.width() - beside >= _LEAST_MIDDLE * min(theme.scale, 1.4)
        shown = room if self._list_wanted is None else self._list_wanted
        self.list.setVisible(shown)
        self.bar.list_button.setVisible(not shown or not room)
        middle = self.width() - beside - (self.list.width() if shown else 0)
        bar = self.thread_.bar_width if self._stack.currentWidget() is self.thread_ else 0
        margin = side_margin(middle - bar)
        low = self.height() < _LOW * theme.scale
        self.bar.set_low(low)
        self.composer.writing.set_low(low)
        self._bottom.setContentsMargins(margin, 0, margin + bar, 8 if low else 20)
