"""The chat page: conversations, personas, messages and where answers come from."""

from desktop.pages.chat.page import ChatPage

__all__ = ["ChatPage"]
