"""The settings, and what there is to know about this computer and this Macaw."""

from desktop.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
