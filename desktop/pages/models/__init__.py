"""The base models: what they are, whether they fit here, who needs them."""

from desktop.pages.models.page import ModelsPage

__all__ = ["ModelsPage"]
