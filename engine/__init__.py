"""Macaw's engine: everything except the window. It never imports Qt."""

__version__ = "0.1.0"
