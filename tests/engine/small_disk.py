"""Run one `macaw` command on a disk that is full or read-only. Started by test_cli.py under `unshare -rm`.

    unshare -rm python small_disk.py full|read-only FOLDER_TO_COPY ARGUMENTS...

In ARGUMENTS, {disk} stands for the disk. Prints one JSON object: code, out, err, and whether the data folder is
what it was before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.engine.engine_files import snapshot

ROOT = Path(__file__).resolve().parents[2]


def fill(disk: Path) -> None:
    """Write until nothing more fits."""
    size = 1 << 20
    with (disk / "filler").open("wb", buffering=0) as file:
        while size:
            try:
                if file.write(bytes(size)) < size:
                    size //= 2
            except OSError:
                size //= 2


def main() -> None:
    kind, source, *arguments = sys.argv[1:]
    disk = Path(tempfile.mkdtemp())
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "macaw-test", str(disk)], check=True)
    home = disk / "home"
    shutil.copytree(source, home)
    if kind == "full":
        fill(disk)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = snapshot(home)
    done = subprocess.run(
        [sys.executable, "-m", "engine", *(argument.replace("{disk}", str(disk)) for argument in arguments)],
        cwd=ROOT,
        env={**os.environ, "MACAW_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    same = snapshot(home) == before
    print(json.dumps({"code": done.returncode, "out": done.stdout, "err": done.stderr, "same": same}))


if __name__ == "__main__":
    main()
