"""Base models: reading GGUF files, the catalogue, chat templates."""
