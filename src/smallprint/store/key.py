"""The library key: 32 random bytes, wrapped once by the passphrase and once by the printed recovery code.

`key.json` holds both wrappings and what is needed to undo them, and nothing secret. Argon2id figures are from
security.md section 4: 256 MiB, 3 passes, 4 lanes; 64 MiB on small machines. A recovery code carries 150 random
bits, so a plain keyed hash is enough for it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from smallprint.errors import HomeDamaged, HomeTooNew, Refused, WrongKey
from smallprint.store.files import write_private
from smallprint.store.recovery_code import new_code, read_code

KEY_FILE = "key.json"
VERSION = 1
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard it is to try a passphrase (Argon2id)."""

    memory_kib: int
    passes: int
    lanes: int


FULL = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
LIGHT = Cost(memory_kib=64 * 1024, passes=3, lanes=4)
# A key file that asks for more was not written by us: refusing it keeps a damaged file from taking all memory.
_MOST = Cost(memory_kib=1024 * 1024, passes=16, lanes=16)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What key.json says. `mark` names the key without telling it, so that a wrong raw key is told as such."""

    mark: str
    cost: Cost
    salt: bytes
    by_passphrase: bytes
    recovery_salt: bytes
    by_recovery: bytes


def new_key() -> bytes:
    """Make a library key."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(key: bytes, passphrase: str, cost: Cost) -> tuple[KeyFile, str]:
    """Wrap the key by the passphrase and by a new recovery code; gives both."""
    code = new_code()
    salt, recovery_salt = secrets.token_bytes(16), secrets.token_bytes(16)
    return KeyFile(
        mark=_mark(key),
        cost=cost,
        salt=salt,
        by_passphrase=_seal(_from_passphrase(passphrase, salt, cost), key),
        recovery_salt=recovery_salt,
        by_recovery=_seal(_from_code(read_code(code), recovery_salt), key),
    ), code


def rewrap_passphrase(file: KeyFile, key: bytes, passphrase: str) -> KeyFile:
    """Give the key file for a new passphrase; the recovery code stays good."""
    salt = secrets.token_bytes(16)
    sealed = _seal(_from_passphrase(passphrase, salt, file.cost), key)
    return KeyFile(file.mark, file.cost, salt, sealed, file.recovery_salt, file.by_recovery)


def rewrap_recovery(file: KeyFile, key: bytes) -> tuple[KeyFile, str]:
    """Give the key file and code for a new recovery code; the old code no longer opens it."""
    code, salt = new_code(), secrets.token_bytes(16)
    sealed = _seal(_from_code(read_code(code), salt), key)
    return KeyFile(file.mark, file.cost, file.salt, file.by_passphrase, salt, sealed), code


def unwrap_by_passphrase(file: KeyFile, passphrase: str) -> bytes:
    """Give the library key; WrongKey when the passphrase is not the one."""
    return _open(_from_passphrase(passphrase, file.salt, file.cost), file.by_passphrase, "This passphrase")


def unwrap_by_recovery(file: KeyFile, code: str) -> bytes:
    """Give the library key; WrongKey for a typing error (with its group) and for another home's code."""
    return _open(_from_code(read_code(code), file.recovery_salt), file.by_recovery, "This recovery code")


def check_raw(file: KeyFile, key: bytes) -> bytes:
    """Give the key back when it is this home's; WrongKey otherwise."""
    if len(key) != KEY_BYTES or not secrets.compare_digest(_mark(key), file.mark):
        raise WrongKey("This key is not the key of this home.")
    return key


def read_key_file(path: Path) -> KeyFile:
    """Read key.json; HomeDamaged when it is not as we wrote it, HomeTooNew when a newer smallprint wrote it."""
    return read_key_text(path.read_bytes())


def read_key_text(content: bytes) -> KeyFile:
    """Read the bytes of a key.json."""
    try:
        fields = json.loads(content)
        if isinstance(fields, dict) and isinstance(fields.get("version"), int) and fields["version"] > VERSION:
            raise HomeTooNew("This home was made by a newer smallprint.")
        file = _from_fields(fields)
        if _fields(file)["check"] != fields["check"] or not _plausible(file.cost):
            raise _damaged()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise _damaged() from None
    return file


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write key.json, all at once, for its owner only."""
    write_private(path, json.dumps(_fields(file), indent=1).encode("ascii"))


def _damaged() -> HomeDamaged:
    return HomeDamaged("The key file of this home is damaged.")


def _plausible(cost: Cost) -> bool:
    return (
        0 < cost.memory_kib <= _MOST.memory_kib and 0 < cost.passes <= _MOST.passes and 0 < cost.lanes <= _MOST.lanes
    )


def _fields(file: KeyFile) -> dict[str, object]:
    fields: dict[str, object] = {
        "version": VERSION,
        "mark": file.mark,
        "argon2id": {
            "memory_kib": file.cost.memory_kib,
            "passes": file.cost.passes,
            "lanes": file.cost.lanes,
            "salt": _text(file.salt),
        },
        "by_passphrase": _text(file.by_passphrase),
        "recovery_salt": _text(file.recovery_salt),
        "by_recovery": _text(file.by_recovery),
    }
    # Tells a damaged file from a wrong passphrase. It guards against accidents, not against people.
    fields["check"] = hashlib.sha256(json.dumps(fields, sort_keys=True).encode("ascii")).hexdigest()
    return fields


def _from_fields(fields: dict[str, object]) -> KeyFile:
    argon = fields["argon2id"]
    if not isinstance(argon, dict):
        raise _damaged()
    return KeyFile(
        mark=str(fields["mark"]),
        cost=Cost(int(argon["memory_kib"]), int(argon["passes"]), int(argon["lanes"])),
        salt=_bytes(argon["salt"]),
        by_passphrase=_bytes(fields["by_passphrase"]),
        recovery_salt=_bytes(fields["recovery_salt"]),
        by_recovery=_bytes(fields["by_recovery"]),
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)


def _mark(key: bytes) -> str:
    return hashlib.blake2b(key, digest_size=8, person=b"smallprint-mark").hexdigest()


def _from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # NFKC: the same words typed on another system may come composed otherwise.
    typed = unicodedata.normalize("NFKC", passphrase).strip()
    if not typed:
        raise Refused("A home needs a passphrase.", hint="Six plain words are easy to keep in mind.")
    secret = typed.encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _from_code(code: bytes, salt: bytes) -> bytes:
    return hashlib.blake2b(code, digest_size=KEY_BYTES, salt=salt, person=b"smallprint-code").digest()


def _seal(by: bytes, key: bytes) -> bytes:
    return bytes(SecretBox(by).encrypt(key))


def _open(by: bytes, sealed: bytes, what: str) -> bytes:
    try:
        return bytes(SecretBox(by).decrypt(sealed))
    except (CryptoError, ValueError):
        raise WrongKey(f"{what} does not open this home.") from None
