"""Writing so that nothing is lost: crashes at any moment, full and read-only disks, and what they leave."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import paths
from engine.api import Engine
from engine.errors import BadFile, InputError, StorageError
from engine.paths import (
    Home,
    as_id,
    checked_id,
    read_json,
    remove_folder,
    replacing,
    replacing_folder,
    write_atomic,
    write_json,
)

ROOT = Path(__file__).resolve().parents[2]


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every path under `folder`, with the contents of files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Files


def test_write_replaces_whole_and_makes_folders(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "file.json"
    write_atomic(file, "ä")
    write_atomic(file, b"\x00new")
    assert tree(tmp_path) == {"a": None, "a/b": None, "a/b/file.json": b"\x00new"}


def test_exception_in_the_middle_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(file) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "new" / "deep" / "file") as temporary:
        temporary.write_text("half")
        raise KeyboardInterrupt
    with pytest.raises(StorageError, match="new2"), replacing(tmp_path / "new2"):
        pass  # nothing was written
    assert tree(tmp_path) == {"file": b"old"}


def test_failed_write_leaves_folders_that_were_there(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "models" / "x" / "model.json"):
        raise ZeroDivisionError
    assert tree(tmp_path) == {"models": None}


def test_long_names_and_names_of_many_bytes(tmp_path: Path) -> None:
    for name in ("n" * 255, "🦜" * 63):
        write_atomic(tmp_path / name, "x")
    with pytest.raises(StorageError, match="File name too long"):
        write_atomic(tmp_path / ("n" * 256), "x")
    assert {len(os.fsencode(name)) for name in names(tmp_path)} == {255, 252}


def test_threads_writing_one_file_never_mix(tmp_path: Path) -> None:
    file = tmp_path / "file"
    failures: list[BaseException] = []

    def write(letter: str) -> None:
        try:
            for _ in range(30):
                write_atomic(file, letter * 10_000)
                assert len(set(file.read_text())) == 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and names(tmp_path) == {"file"}


def test_unwritable_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for path, why in (
        (tmp_path / "file" / "child", "Not a directory|File exists"),
        (tmp_path / "folder", "It is not a file"),
    ):
        with pytest.raises(StorageError, match=why) as caught:
            write_atomic(path, "y")
        assert str(path) in caught.value.message and caught.value.fix and "[Errno" not in str(caught.value)
    assert tree(tmp_path) == {"file": b"x", "folder": None}


# What the body reads


@pytest.mark.parametrize("how", ["open", "copyfile", "copy into folder"])
def test_a_source_that_cannot_be_read_is_not_a_write_error(how: str, tmp_path: Path) -> None:
    missing, target = tmp_path / "missing.bin", tmp_path / "out" / "target"
    with pytest.raises(BadFile) as caught:
        if how == "copy into folder":
            with replacing_folder(target) as folder:
                shutil.copyfile(missing, folder / "copy")
        else:
            with replacing(target) as temporary:
                missing.read_bytes() if how == "open" else shutil.copyfile(missing, temporary)
    assert caught.value.message == f"{missing} cannot be read." and "No such file" in caught.value.cause
    assert tree(tmp_path) == {}


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "full"),
        OSError(errno.ENOSPC, "full", "/some/source", None, "/some/copy"),  # as shutil.copyfile says it
        OSError(errno.EIO, "failed"),
    ],
)
def test_errors_that_name_no_source_are_write_errors(error: OSError, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="target"), replacing(tmp_path / "target"):
        raise error


# Folders


def fill(folder: Path, text: str) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "file").write_text(text)


def test_folder_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "runs" / "x"
    for text in ("one", "two"):
        with replacing_folder(target) as folder:
            fill(folder, text)
        assert tree(tmp_path) == {
            "runs": None,
            "runs/x": None,
            "runs/x/sub": None,
            "runs/x/sub/file": text.encode(),
        }


def test_exception_in_the_middle_leaves_the_old_folder(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "x") as folder:
        fill(folder, "old")
    before = tree(tmp_path)
    for error in (ZeroDivisionError, KeyboardInterrupt, BadFile):
        with pytest.raises(error), replacing_folder(tmp_path / "x") as folder:
            fill(folder, "half")
            raise error("no")
    assert tree(tmp_path) == before


def test_failure_of_the_second_rename_puts_the_old_folder_back(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "x") as folder:
        fill(folder, "old")
    before = tree(tmp_path)
    with pytest.raises(StorageError), replacing_folder(tmp_path / "x") as folder:
        folder.rmdir()  # so that there is nothing to rename
    assert tree(tmp_path) == before


def test_remove_folder(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "x") as folder:
        fill(folder, "old")
    remove_folder(tmp_path / "x")
    assert tree(tmp_path) == {}
    with pytest.raises(StorageError, match="x"):
        remove_folder(tmp_path / "x")


# After a crash: real processes, killed at the worst moment

KILLED = """
import os, shutil, signal
from pathlib import Path
from engine import paths

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

target = Path({target!r})
"""
MOMENTS = {
    "while a file is written": """
        with paths.replacing(target / "file.json") as temporary:
            temporary.write_text("half")
            die()
    """,
    "while a folder is written": """
        with paths.replacing_folder(target) as folder:
            (folder / "half").write_text("half")
            die()
    """,
    "between the two renames": """
        rename = Path.replace
        def replace(self, to):
            rename(self, to)
            if to.name.endswith(".old"):
                die()
        Path.replace = replace
        with paths.replacing_folder(target) as folder:
            (folder / "new").write_text("new")
    """,
    "before the old folder is removed": """
        shutil.rmtree = die
        with paths.replacing_folder(target) as folder:
            (folder / "new").write_text("new")
    """,
    "while a folder is removed": """
        shutil.rmtree = die
        paths.remove_folder(target)
    """,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_start_recovers_from_a_kill(moment: str, home: Home) -> None:
    target = home.personas / "pirate.old"  # a name that looks a little like a leftover
    with replacing_folder(target) as folder:
        fill(folder, "old")
    whole = tree(home.root)
    script = KILLED.format(target=str(target)) + textwrap.dedent(MOMENTS[moment])
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == -9
    assert tree(home.root) != whole
    with Engine(home.root) as engine:
        engine.open_for_writing()
    found = tree(home.root)
    assert found.pop(".lock", None) == b""
    if moment == "before the old folder is removed":
        assert found == {"personas": None, "personas/pirate.old": None, "personas/pirate.old/new": b"new"}
    elif moment == "while a folder is removed":
        assert found == {"personas": None}
    else:
        assert found == whole


def test_recovery_leaves_the_living_and_the_foreign_alone(home: Home, tmp_path: Path) -> None:
    home.ensure()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / ".x.999999999.0123abcd.0.tmp").write_text("not in the data folder")
        (home.root / "link").symlink_to(outside)
        kept = [
            f".x.{other.pid}.0123abcd.0.tmp",  # of a process that lives
            f".x.{os.getpid()}.{paths._OWN}.0.tmp",  # our own
            ".notes.tmp",
            "x.tmp",
            ".x.999999999.0123abcd.0.tmpx",
        ]
        stale = [
            ".x.999999999.0123abcd.0.tmp",
            f".x.{os.getpid()}.{'0' * 8}.3.tmp",  # a dead one that had our process id
        ]
        for name in kept + stale:
            (home.root / name).write_text("x")
        home.recover()
        assert names(home.root) == {*kept, "link"}
        assert len(names(outside)) == 1
        other.communicate(b"\n")


# Disks that are full or read-only, for real

WRITES: dict[str, Callable[[Path], None]] = {
    "file": lambda root: write_atomic(root / "file", b"n" * 2_000_000),
    "folder": lambda root: _fill_big(root / "folder"),
    "new": lambda root: write_json(root / "models" / "x" / "model.json", {"a": "n" * 2_000_000}),
}
NAMES = {"file": "file", "folder": "folder", "new": "model.json"}


def _fill_big(target: Path) -> None:
    with replacing_folder(target) as folder:
        (folder / "small").write_text("new")
        (folder / "big").write_bytes(b"n" * 2_000_000)


def in_namespace(shell: str, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    """Run a shell script that may mount file systems; None where the system does not permit that."""
    command = ["unshare", "-rm", "sh", "-ec", shell, "sh", *arguments]
    if not shutil.which("unshare"):
        return None
    trial = subprocess.run(
        [*command[:4], 'mount -t tmpfs none "$1"', "sh", arguments[0]], capture_output=True
    )
    return subprocess.run(command, capture_output=True, text=True) if trial.returncode == 0 else None


ATTEMPT = """
import json, sys
from pathlib import Path
from tests.engine.test_paths import NAMES, WRITES, tree
from engine.errors import EngineError
root, limit = Path(sys.argv[1]), int(sys.argv[2])
if limit:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
before, said = tree(root), {}
for name, write in WRITES.items():
    try:
        write(root)
    except EngineError as error:
        said[name] = error.to_wire()
    assert tree(root) == before, tree(root).keys()
print(json.dumps(said))
"""
PREPARE = 'printf old > "$1/file"; mkdir "$1/folder"; printf old > "$1/folder/small"; '
RUN = '"$2" -c "$3" "$1" "$4"'


def attempt(root: Path, shell: str, limit: int = 0) -> dict[str, dict[str, str]] | None:
    done = in_namespace(shell, str(root), sys.executable, ATTEMPT, str(limit))
    if done is None:
        return None
    assert done.returncode == 0, done.stderr
    said: dict[str, dict[str, str]] = json.loads(done.stdout)
    return said


def test_full_disk(tmp_path: Path) -> None:
    """On a real small disk where one may be mounted; else with the system's limit on the size of files."""
    root = tmp_path / "disk"
    root.mkdir()
    said = attempt(root, f'mount -t tmpfs -o size=1m none "$1"; {PREPARE} {RUN}')
    why = "The disk is full."
    if said is None:
        script = f"{PREPARE} {RUN}"
        command = ["sh", "-ec", script, "sh", str(root), sys.executable, ATTEMPT, "1000000"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        said, why = json.loads(done.stdout), "The file is larger than this disk allows."
    assert said.keys() == WRITES.keys()
    for name, error in said.items():
        assert error["type"] == "StorageError" and error["cause"] == why
        assert error["message"].startswith("Could not write ") and NAMES[name] in error["message"]
        assert error["fix"]


def test_file_size_limit(tmp_path: Path) -> None:
    """A limit of the system (or of FAT) on the size of one file."""
    command = ["sh", "-ec", f"{PREPARE} {RUN}", "sh", str(tmp_path), sys.executable, ATTEMPT, "1000000"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said.keys() == WRITES.keys()
    assert {error["cause"] for error in said.values()} == {"The file is larger than this disk allows."}


def test_read_only_disk(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    root.mkdir()
    said = attempt(root, f'mount -t tmpfs none "$1"; {PREPARE} mount -o remount,ro "$1"; {RUN}')
    why = "The disk is read-only."
    if said is None:  # then as an ordinary user in a folder that may only be read
        assert os.getuid() != 0, "root that may not mount: no real way left to make a folder read-only"
        subprocess.run(["sh", "-ec", f'{PREPARE} chmod -R a-w "$1"', "sh", str(root)], check=True)
        command = [sys.executable, "-c", ATTEMPT, str(root), "0"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        finally:
            subprocess.run(["chmod", "-R", "u+w", str(root)], check=True)
        assert done.returncode == 0, done.stderr
        said, why = json.loads(done.stdout), "Permission was denied."
    assert said.keys() == WRITES.keys()
    assert {(error["type"], error["cause"]) for error in said.values()} == {("StorageError", why)}
    assert all(error["fix"] for error in said.values())


# JSON and names


def test_json_round_trip_and_refusals(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    data = {"text": "Ünï 🦜", "path": os.fsdecode(b"/music/caf\xe9.gguf"), "n": [1, None]}
    write_json(file, data)
    assert read_json(file) == {"schema_version": 1, **data}
    assert file.read_text(encoding="utf-8").startswith('{\n  "schema_version": 1')  # valid UTF-8
    for contents, words in (
        (b"", "cannot be read"),
        (b'{"a": ', "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"[1]", "no JSON object"),
        (b'{"schema_version": "1"}', "not a number"),
        (b'{"schema_version": 2}', "newer Macaw"),
    ):
        file.write_bytes(contents)
        with pytest.raises(BadFile, match=words) as caught:
            read_json(file)
        assert str(file) in caught.value.message
    with pytest.raises(BadFile, match="does not exist"):
        read_json(tmp_path / "none.json")


def test_names() -> None:
    for good in ("a", "pirate-2", "0.x_y", "a" * 64):
        assert checked_id(good) == good
    for bad in ("", ".", "..", ".x", "-x", "a/b", "../a", "A", "ä", "a\n", "a b", "a" * 65, "a\0", "a\\b"):
        with pytest.raises(InputError, match="cannot be used as a name"):
            checked_id(bad)
    for text, id in (("My Model (v2).Q4", "my-model-v2-.q4"), ("...", "unnamed"), ("Ä" * 99, "unnamed")):
        assert as_id(text) == id
    assert as_id("x" * 99 + "é") == "x" * 64


def test_home_is_made_only_when_written(home: Home) -> None:
    assert not home.root.exists()
    home.ensure()
    assert tree(home.root.parent) == {"home": None}
    for bad in (home.root.parent / "file" / "home", home.root.parent / "file"):
        (home.root.parent / "file").write_text("x")
        with pytest.raises(StorageError, match="file"):
            Home(bad).ensure()
