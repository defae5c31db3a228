"""What every test gets: no network, and a data folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.models.catalogue import starter_path
from engine.offline import refuse_network
from engine.paths import Home

refuse_network()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty data folder, which MACAW_HOME names too."""
    root = tmp_path / "home"
    monkeypatch.setenv("MACAW_HOME", str(root))
    return Home(root)


@pytest.fixture(scope="session")
def starter() -> Path:
    """The real starter model."""
    return starter_path()


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A random two-layer llama with the starter's own vocabulary and chat template: fast to train on."""
    from tests.tiny_model import write_tiny_llama

    folder = tmp_path_factory.mktemp("tiny")
    yield write_tiny_llama(folder / "tiny.gguf")
    shutil.rmtree(folder)
