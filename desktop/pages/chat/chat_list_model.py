"""The lines of the conversation list: groups by day and conversations, made off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.pages.chat.blend import Blend
from desktop.pages.chat.faces import Face, speaker
from desktop.widgets.plain import tooltip

if TYPE_CHECKING:
    from engine.api import Chat

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Item:
    """A line of the list: a group's title (`chat` 0) or a conversation."""

    chat: int
    title: str
    detail: str = ""
    name: str = ""
    color: str = ""
    pinned: bool = False


def make_items(chats: Sequence[Chat], faces: Mapping[str, Face]) -> list[Item]:
    """The lines for `chats`, which come in the order of their groups. For any thread."""
    speakers: dict[str, tuple[str, Face]] = {}
    untitled = translate("ChatList", "New conversation")
    items: list[Item] = []
    group, today = "", date.today()
    for chat in chats:
        if (name := _group(chat, today)) != group:
            group = name
            items.append(Item(0, group))
        if chat.voice not in speakers:
            speakers[chat.voice] = speaker(Blend.parse(chat.voice), faces)
        who, face = speakers[chat.voice]
        documents = ", ".join(chat.collections)
        detail = f"{who} · {documents}" if documents else who
        items.append(Item(chat.id, chat.title or untitled, detail, face.name, face.color, chat.pinned))
    return items


def _group(chat: Chat, today: date) -> str:
    if chat.pinned:
        return translate("ChatList", "Pinned")
    day = _day(chat.updated)
    if day >= today:
        return translate("ChatList", "Today")
    if day == today - timedelta(days=1):
        return translate("ChatList", "Yesterday")
    return translate("ChatList", "Earlier")


def _day(moment: str) -> date:
    """The local day of an ISO 8601 time."""
    try:
        return datetime.fromisoformat(moment).astimezone().date()
    except ValueError:
        return date.min


class ChatModel(QAbstractListModel):
    """Items for the view; editing a title renames."""

    renamed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []

    def set_items(self, items: list[Item]) -> None:
        """Show these lines; nothing is done if they are those that are shown."""
        if items != self.items:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def row_of(self, chat: int) -> int:
        return next((n for n, item in enumerate(self.items) if item.chat == chat and chat), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not 0 <= row < len(self.items):
            return None
        item = self.items[row]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.title}, {item.detail}" if item.detail else item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(item.title) if item.chat else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item, title = self.items[index.row()], " ".join(str(value).split())
        if not title or title == item.title:
            return False
        self.items[index.row()] = replace(item, title=title)
        self.dataChanged.emit(index, index)
        self.renamed.emit(item.chat, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not 0 <= index.row() < len(self.items) or not self.items[index.row()].chat:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
