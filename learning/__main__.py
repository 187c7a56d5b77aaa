"""`python3 -m learning`: prepares the environment, then hands everything to the `learning` command.

Standard library only, because it runs before anything is installed. It makes `.venv` beside the
checkout from a hashed lock and stamps it; an unchanged lock and Python cost one hash. It is not
part of the wheel: there, the `learning` command is installed ready to run.
"""

from __future__ import annotations

import hashlib
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("LEARNING_VENV") or ROOT / ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(lock: Path) -> str:
    """What the environment was made from: the lock's bytes and this Python."""
    made_from = lock.read_bytes() + platform.python_version().encode() + sys.platform.encode()
    return hashlib.sha256(made_from).hexdigest()


def prepare(kind: str) -> None:
    """Make or refresh the environment for `kind` (run or test) unless its stamp is right."""
    stamp = VENV / f"stamp-{kind}"
    wanted = stamp_of(ROOT / "learning" / "lock" / f"{kind}.txt")
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(
        f"Preparing {VENV.name} ({kind}); this happens once and takes about a minute.", flush=True
    )
    if not PYTHON.exists() and subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        sys.exit("Could not make the environment. On Debian or Ubuntu: apt install python3-venv")
    lock = ROOT / "learning" / "lock" / f"{kind}.txt"
    install = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.call([*install, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]):
        sys.exit("The packages could not be installed. Check the network, then run this again.")
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    """Run `learning ARGUMENTS` inside the environment; without arguments, serve the demo."""
    if sys.version_info < (3, 11):
        sys.exit(f"Debrief needs Python 3.11 or later; this is {platform.python_version()}.")
    testing = arguments[:1] == ["test"]
    prepare("test" if testing else "run")
    # a test environment holds everything a run needs, so the two share one folder
    command = [str(PYTHON), "-m", "learning.cli", *(arguments or ["serve", "--demo"])]
    child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the child got it too and is stopping in its own time


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
