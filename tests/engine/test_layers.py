"""What may be loaded where: opening the app or asking for help loads no heavy library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "torch",
    "transformers",
    "peft",
    "llama_cpp",
    "chromadb",
    "PySide6",
    "pypdfium2",
    "onnxruntime",
}


def modules_after(code: str, *arguments: str) -> set[str]:
    """Top-level names of all that a fresh interpreter has loaded once `code` has run."""
    tail = "\nimport json, sys\nsys.__stderr__.write('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail, *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def heavy(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} & HEAVY


def test_the_facade_loads_nothing_heavy(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from engine.api import Engine
with Engine(Path({str(tmp_path / "home")!r})) as engine:
    engine.models(), engine.personas(), engine.runs(), engine.voice("plain"), engine.store.chats()
"""
    modules = modules_after(code)
    assert "engine.api" in modules
    assert not heavy(modules)


@pytest.mark.parametrize(
    "module", ["engine.cli.main", "engine.doctor", "engine.workers.child", "engine.types"]
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    assert not heavy(modules_after(f"import {module}"))


def run_command(*arguments: str) -> str:
    return f"""
import sys
sys.argv = ["macaw", *{list(arguments)!r}]
from engine.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["train", "--help"], ["runs", "resume", "--help"]], ids=" ".join
)
def test_help_loads_not_even_the_engine(arguments: list[str]) -> None:
    modules = modules_after(run_command(*arguments))
    assert not heavy(modules)
    assert not modules & {"engine.api", "engine.types", "numpy", "gguf", "sqlite3", "rich.progress"}


def test_a_worker_is_dispatched_before_the_command_line_is_loaded() -> None:
    modules = modules_after("import engine.__main__")
    assert not {name for name in modules if name.startswith("engine.")} - {"engine.__main__"}
    assert "typer" not in modules


@pytest.mark.parametrize(
    ("service", "never"),
    [
        ("template", {"torch", "transformers", "peft", "llama_cpp", "chromadb", "numpy"}),
        ("chat", {"torch", "transformers", "peft", "chromadb"}),
        ("library", {"torch", "transformers", "peft"}),
        ("data", {"torch", "transformers", "peft", "chromadb"}),
        ("parse", {"torch", "transformers", "peft", "llama_cpp", "chromadb"}),
        ("job", {"torch", "transformers", "peft", "chromadb"}),  # these wait for the job to begin
    ],
)
def test_each_worker_loads_only_its_own(service: str, never: set[str]) -> None:
    modules = modules_after(f"from engine.workers.service import load_service\nload_service({service!r})")
    assert not {name.partition(".")[0] for name in modules} & (never | {"PySide6"})
