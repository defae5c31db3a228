"""The conversations at the left: found by their words, grouped by day, renamed and pinned in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QMenu

from desktop.icons import wear
from desktop.pages.chat.chat_item import ChatDelegate
from desktop.pages.chat.chat_list_model import ITEM, ChatModel, Index, Item, make_items
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row

if TYPE_CHECKING:
    from desktop.backend import Backend, Call
    from desktop.pages.chat.faces import Faces
    from engine.api import Engine
    from engine.errors import EngineError

WIDTH = 236
_SEARCH_MS = 150
_OPEN_MS = 120  # moving through the list with the arrow keys opens where one rests


class _View(QListView):
    """The list itself: keys and menus of a conversation."""

    menu_wanted = Signal(int, QPoint)
    deleted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentIndex().data(ITEM)
        if item and event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(item.chat)
        elif item and event.key() in (Qt.Key.Key_Menu,):
            self.menu_wanted.emit(item.chat, self._below(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def _below(self, index: Index) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if (item := index.data(ITEM)) and item.chat:
            self.menu_wanted.emit(item.chat, event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        delegate = self.itemDelegate()
        assert isinstance(delegate, ChatDelegate)
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and (item := index.data(ITEM)).chat
        ):
            box = delegate.menu_box(self.visualRect(index), rtl=self.isRightToLeft())
            if box.contains(event.position().toPoint()):
                self.menu_wanted.emit(item.chat, self.viewport().mapToGlobal(box.bottomLeft()))
        super().mouseReleaseEvent(event)


class ChatList(QFrame):
    """Search, new, and the list. It asks the store itself and says what the person wants."""

    opened = Signal(int)
    new_wanted = Signal()
    delete_wanted = Signal(int, str)

    def __init__(self, backend: Backend, faces: Faces) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._backend, self._faces = backend, faces
        self._open = 0
        self._call: Call | None = None
        self._wait = self._timer(_SEARCH_MS, self.refresh)
        self._rest = self._timer(_OPEN_MS, self._open_current)
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(self.tr("Search chats"))
        self.search.setAccessibleName(self.tr("Search all conversations"))
        self.search.setClearButtonEnabled(True)
        self.new = button("", self.new_wanted.emit, "link", name=self.tr("New conversation"))
        self.new.setToolTip(self.tr("New conversation (Ctrl+N)"))
        wear(self.new, "add")
        self.model = ChatModel()
        self.model.renamed.connect(self._rename)
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChatDelegate(self.view))
        self.view.setAccessibleName(self.tr("Conversations"))
        self.view.setMouseTracking(True)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.deleted.connect(self._delete)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(lambda: self._rest.start())
        self._nothing = label("", "caption", wrap=True)
        self._nothing.hide()
        layout = column(row(self.search, self.new, spacing=4), self._nothing, self.view, spacing=8)
        layout.setStretch(2, 1)
        layout.setContentsMargins(12, 14, 12, 8)
        self.setLayout(layout)
        self.search.textChanged.connect(lambda: self._wait.start())
        QShortcut(
            QKeySequence(Qt.Key.Key_Down), self.search, context=Qt.ShortcutContext.WidgetShortcut
        ).activated.connect(self._into_list)
        backend.chats_changed.connect(self.refresh)
        faces.changed.connect(self.refresh)
        theme.changed.connect(self._scale)
        self._scale()
        self.refresh()  # waits for the engine, which may be there already

    def _timer(self, milliseconds: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(action)
        return timer

    def _scale(self) -> None:
        self.setFixedWidth(round(WIDTH * min(theme.scale, 1.4)))
        self.view.scheduleDelayedItemsLayout()  # the lines are as tall as their text

    # What is shown

    def set_open(self, chat: int) -> None:
        """Mark the conversation that is open; 0 for a new one."""
        if chat != self._open:
            self._open = chat
            self._mark(chat)

    def refresh(self) -> None:
        """Ask the store again."""
        text, faces = self.search.text(), self._faces.by_id

        def find(engine: Engine, _: Call) -> list[Item]:
            return make_items(engine.store.search(text), faces)

        if self._call is not None:
            self._call.drop()
        self._call = self._backend.run(find, done=self._show)

    def _show(self, items: list[Item]) -> None:
        self._call = None
        editing = self.view.state() == QAbstractItemView.State.EditingState
        if editing:  # do not pull the title away from under the cursor
            self._wait.start()
            return
        aim = self.view.currentIndex().data(ITEM)  # the arrow keys may be ahead of what is open
        self.model.set_items(items)
        searching = bool(self.search.text().strip())
        self._nothing.setText(self.tr("No conversation has these words.") if searching else "")
        self._nothing.setVisible(searching and not items)
        self._mark(aim.chat if aim and self._rest.isActive() else self._open)

    def _mark(self, chat: int) -> None:
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        row_number = self.model.row_of(chat)
        self.view.setCurrentIndex(self.model.index(row_number) if row_number >= 0 else QModelIndex())
        if row_number < 0:
            self.view.clearSelection()
        selection.blockSignals(False)
        self.view.viewport().update()

    # What is wanted

    def _clicked(self, index: Index) -> None:
        item = index.data(ITEM)
        if item and item.chat:
            self._rest.stop()
            self.opened.emit(item.chat)

    def _open_current(self) -> None:
        item = self.view.currentIndex().data(ITEM)
        if item and item.chat and item.chat != self._open:
            self.opened.emit(item.chat)

    def _into_list(self) -> None:
        self.view.setFocus()
        first = next((n for n, item in enumerate(self.model.items) if item.chat), -1)
        if first >= 0 and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(first))

    def _open_menu(self, chat: int, where: QPoint) -> None:
        index = self.model.index(self.model.row_of(chat))
        item: Item = index.data(ITEM)
        menu = QMenu(self)
        menu.setObjectName("conversation")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(self.tr("Rename"))
        rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
        rename.triggered.connect(lambda: self._edit(chat))
        pin = menu.addAction(self.tr("Unpin") if item.pinned else self.tr("Pin"))
        pin.triggered.connect(lambda: self.pin(chat, not item.pinned))
        menu.addSeparator()
        delete = menu.addAction(self.tr("Delete"))
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.triggered.connect(lambda: self._delete(chat))
        menu.popup(where)

    def _edit(self, chat: int) -> None:
        index = self.model.index(self.model.row_of(chat))
        self.view.setCurrentIndex(index)
        self.view.edit(index)

    def _delete(self, chat: int) -> None:
        row_number = self.model.row_of(chat)
        if row_number >= 0:
            self.delete_wanted.emit(chat, self.model.items[row_number].title)

    def _rename(self, chat: int, title: str) -> None:
        self._change(lambda engine: engine.store.rename_chat(chat, title))

    def pin(self, chat: int, pinned: bool) -> None:
        """Keep a conversation at the top, or no longer."""
        self._change(lambda engine: engine.store.pin_chat(chat, pinned))

    def _change(self, work: Callable[[Engine], None]) -> None:
        changed = self._backend.chats_changed.emit

        def refused(error: EngineError) -> None:
            self._backend.trouble.emit(error)
            changed()  # as it was

        self._backend.run(lambda engine, _: work(engine), done=lambda _: changed(), failed=refused)
