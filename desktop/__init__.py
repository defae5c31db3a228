"""The window. It sees only the engine's facade, types and errors."""
