"""The personas: look at them, make, edit, share and remove them."""

from desktop.pages.personas.page import PersonasPage

__all__ = ["PersonasPage"]
