"""One Macaw at a time in a data folder, proved with real processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.errors import InUse, StorageError
from engine.lock import HomeLock
from engine.paths import Home

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from engine.lock import HomeLock
from engine.paths import Home
lock = HomeLock(Home(Path(sys.argv[1])))
lock.acquire()
print("held", flush=True)
input()
"""


def test_another_process_is_refused_until_the_holder_dies(home: Home) -> None:
    command = [sys.executable, "-c", HOLDER, str(home.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        lock = HomeLock(home)
        with pytest.raises(InUse) as caught:
            lock.acquire()
        assert str(home.root) in caught.value.message and "MACAW_HOME" in caught.value.fix
        holder.kill()
        holder.wait()
        assert lock.acquire()
    lock.release()
    done = subprocess.run(command, input=b"\n", capture_output=True, cwd=ROOT)
    assert done.stdout == b"held\n" and done.returncode == 0


def test_all_threads_of_a_process_share_it(home: Home) -> None:
    lock, other = HomeLock(home), HomeLock(home)
    taken: list[bool] = []
    threads = [threading.Thread(target=lambda: taken.append(lock.acquire())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False] * 7 + [True]
    with pytest.raises(InUse):
        other.acquire()
    release = threading.Thread(target=lock.release)
    release.start()
    release.join()
    assert other.acquire() and not other.acquire()
    other.release()
    other.release()
    assert lock.acquire()
    lock.release()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="file"):
        HomeLock(Home(tmp_path / "file")).acquire()
    home = Home(tmp_path / "home")
    (home.root / ".lock").mkdir(parents=True)
    with pytest.raises(StorageError, match=r"\.lock"):
        HomeLock(home).acquire()
