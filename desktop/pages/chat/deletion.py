"""Deleting a conversation, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from desktop.pages.chat.page import ChatPage

translate = QCoreApplication.translate


def delete_chat(page: ChatPage, chat: int, title: str) -> None:
    """Stop what is under way in it, take it out of sight with its draft, and offer to bring both back."""
    backend, memory = page.backend, page.memory
    page.session.discard(chat)
    draft = memory.draft(chat)

    def deleted(_: None) -> None:
        from desktop.widgets.toast import Toast

        memory.set_draft(chat, "")
        backend.chats_changed.emit()
        Toast(page, translate("ChatPage", "“{0}” was deleted.").format(title[:60]), undo)

    def undo() -> None:
        memory.set_draft(chat, draft)
        backend.run(
            lambda engine, _: engine.store.restore_chat(chat),
            done=lambda _: backend.chats_changed.emit(),
            failed=page.show_trouble,
        )

    backend.run(lambda engine, _: engine.store.delete_chat(chat), done=deleted, failed=page.show_trouble)
