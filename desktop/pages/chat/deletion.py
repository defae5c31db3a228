"""Deleting a conversation, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from desktop.pages.chat.page import ChatPage

translate = QCoreApplication.translate
_LONGEST = 40  # characters of a title in the message


def delete_chat(page: ChatPage, chat: int, title: str) -> None:
    """Stop what is under way in it, take it out of sight with its draft, and offer to bring both back."""
    backend, memory = page.backend, page.memory
    was_open = page.session.current.id == chat
    page.session.discard(chat)
    draft = memory.draft(chat)

    def deleted(_: None) -> None:
        from desktop.widgets.toast import Toast

        memory.set_draft(chat, "")
        backend.chats_changed.emit()
        shown = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
        Toast(page, translate("ChatPage", "“{0}” was deleted.").format(shown), undo)

    def restored(_: None) -> None:
        backend.chats_changed.emit()
        if was_open:
            page.open_chat(chat)

    def undo() -> None:
        memory.set_draft(chat, draft)
        backend.run(
            lambda engine, _: engine.store.restore_chat(chat),
            done=restored,
            failed=page.show_trouble,
        )

    backend.run(lambda engine, _: engine.store.delete_chat(chat), done=deleted, failed=page.show_trouble)
