"""The Train page: from a name and some examples to a voice that speaks."""

from desktop.pages.train.page import TrainPage

__all__ = ["TrainPage"]
