"""The library: collections of documents, their files, and the passages in them."""

from desktop.pages.library.page import LibraryPage

__all__ = ["LibraryPage"]
