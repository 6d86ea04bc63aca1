"""Shutting the doors of the box on Linux: no new rights, Landlock without rules, and a seccomp filter.

All by ctypes, because each of them is two or three calls and a dependency would be one more thing to trust.
Sources: landlock(7), seccomp(2), linux/landlock.h, linux/seccomp.h, linux/bpf_common.h.
Each lock that the kernel does not have is left out and named, so that the program can say how strong its box is.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from pathlib import Path

from smallprint.media.box_calls import CHECKED, FIRST_UNKNOWN, REFUSED

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SECCOMP, _LANDLOCK_CREATE, _LANDLOCK_RESTRICT = (317, 277), 444, 446
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_CLONE_THREAD, _PROT_EXEC, _AT_EMPTY_PATH = 0x10000, 0x4, 0x1000

# linux/landlock.h: how many file rights each ABI knows; TCP came with 4, abstract sockets and signals with 6.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_FILE_RIGHTS = 16

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Let the system end this program with the one that started it. The closed wire is the second way."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def shut_the_doors() -> list[str]:
    """Give up everything a decoder does not need, for good. Names the locks this kernel lacks."""
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    is_alone = len(list(Path("/proc/self/task").iterdir())) == 1  # Landlock binds the calling thread only
    locks = {
        "no_new_privs": _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0,
        "landlock": _landlock() and is_alone,
        "seccomp": _seccomp(),
    }
    return [name for name, holds in locks.items() if not holds]


def _landlock() -> bool:
    abi = _libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return False
    files = (1 << _FILE_RIGHTS.get(abi, _NEWEST_FILE_RIGHTS)) - 1
    rights = struct.pack("QQQ", files, 0b11 if abi >= 4 else 0, 0b11 if abi >= 6 else 0)
    rights = rights[: 8 if abi < 4 else 16 if abi < 6 else 24]
    rules = _libc.syscall(_LANDLOCK_CREATE, rights, ctypes.c_size_t(len(rights)), 0)
    if rules < 0:
        return False
    holds = bool(_libc.syscall(_LANDLOCK_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return holds


class _Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _seccomp() -> bool:
    machine = platform.machine()
    if machine not in _AUDIT_ARCH or sys.byteorder != "little" or sys.maxsize < 2**32:
        return False
    column = 0 if machine == "x86_64" else 1
    filter_ = program(column, _AUDIT_ARCH[machine], os.getpid())
    asked = _Program(len(filter_) // 8, filter_)
    for_all_threads = 1  # SECCOMP_FILTER_FLAG_TSYNC
    return bool(_libc.syscall(_SECCOMP[column], 1, for_all_threads, ctypes.byref(asked)) == 0)


def program(column: int, arch: int, own_id: int) -> bytes:
    """The filter as BPF instructions. `column` picks the machine in the tables, `arch` is its AUDIT_ARCH."""
    code = [
        _load(4),
        _jump(0x15, arch, 1, 0),
        _return(_KILL),
        _load(0),
        # x86-64's second numbering (x32) would walk around the tables; so would calls newer than they are.
        _jump(0x35, FIRST_UNKNOWN, 0, 1),
        _return(_ERRNO | errno.ENOSYS),
    ]
    for numbers in REFUSED.values():
        if (number := numbers[column]) is not None:
            code += [_jump(0x15, number, 0, 1), _return(_ERRNO | errno.EPERM)]
    for name, numbers in CHECKED.items():
        if (number := numbers[column]) is not None:
            check = _check(name, own_id)
            code += [_jump(0x15, number, 0, len(check)), *check]
    return b"".join([*code, _return(_ALLOW)])


def _check(name: str, own_id: int) -> list[bytes]:
    """Instructions that end in an answer, for a call that is allowed with some arguments."""
    refuse, allow = _return(_ERRNO | errno.EPERM), _return(_ALLOW)
    match name:
        case "clone3":  # its flags lie in memory, where a filter cannot look; libc falls back to clone
            return [_return(_ERRNO | errno.ENOSYS)]
        case "clone":  # threads yes, programs no
            return [_argument(0), _jump(0x45, _CLONE_THREAD, 1, 0), refuse, allow]
        case "tgkill":  # abort() ends the box itself, nobody else
            return [_argument(0), _jump(0x15, own_id, 1, 0), refuse, allow]
        case "prlimit64":  # reading its own limits, never setting any
            return [_argument(2), _jump(0x15, 0, 1, 0), refuse, _argument(2, 4), _jump(0x15, 0, 1, 0), refuse, allow]
        case "newfstatat":  # libc's fstat
            return [_argument(3), _jump(0x45, _AT_EMPTY_PATH, 1, 0), refuse, allow]
        case _:  # mmap, mprotect, pkey_mprotect: no new code
            return [_argument(2), _jump(0x45, _PROT_EXEC, 0, 1), refuse, allow]


def _load(offset: int) -> bytes:
    return struct.pack("<HBBI", 0x20, 0, 0, offset)


def _argument(index: int, half: int = 0) -> bytes:
    """Load the low (0) or high (4) half of an argument; struct seccomp_data on a little-endian machine."""
    return _load(16 + 8 * index + half)


def _jump(operation: int, value: int, if_true: int, if_false: int) -> bytes:
    """0x15: equal; 0x35: at least; 0x45: has any of the bits."""
    return struct.pack("<HBBI", operation, if_true, if_false, value)


def _return(answer: int) -> bytes:
    return struct.pack("<HBBI", 0x06, 0, 0, answer)
