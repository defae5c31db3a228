"""Every command in the README's daily use runs as written, in order, in one data folder."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engine.paths import Home

ROOT = Path(__file__).resolve().parents[2]


def readme_commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    return [
        line.split(" #")[0].strip()
        for block in blocks
        for line in block.splitlines()
        if line.startswith("macaw ")
    ]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_commands_of_the_readme_run(home: Home) -> None:
    commands = readme_commands()
    assert len(commands) >= 8
    for command in commands:
        words = shlex.split(command)[1:]
        if words[0] == "train":
            words += ["--max-steps", "2"]  # the demo's test trains in full
        done = subprocess.run(
            [sys.executable, "-m", "engine", *words],
            cwd=ROOT,
            input="/quit\n",
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr[-2000:]}"


def test_every_make_target_named_in_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?m)(?:^|`)make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")))
        assert named <= targets, f"{name} names {named - targets}"
