"""The folder, the key and the files: who may open them, what damage says, what a crash leaves."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.store.invented import MODELS, PASSPHRASE, face, keep, look_at_all, new_export, post, sha

from smallprint.errors import (
    DiskFull,
    HomeBusy,
    HomeDamaged,
    HomeError,
    HomeTooNew,
    NoHome,
    Refused,
    SmallprintError,
    UnreadablePath,
    WrongKey,
)
from smallprint.records.family import Verdict, WordKind
from smallprint.store import (
    Home,
    change_passphrase,
    create_home,
    forget_everything,
    new_recovery_code,
    open_home,
    restore_home,
    suggest_passphrase,
    unlock,
)
from smallprint.store import schema as schema_module
from smallprint.store.database import Database
from smallprint.store.recovery_code import ALPHABET, new_code, read_code
from smallprint.store.tables import SCHEMA, tables
from smallprint.store.words import bits, words

ROOT = Path(__file__).parents[2]


def in_a_subprocess(script: str, *arguments: str, **options: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def test_a_home_opens_again_with_what_was_kept(folder: Path) -> None:
    with open_home(folder, passphrase=PASSPHRASE) as home:
        keep(home, post(1, "a.jpg"))
    with open_home(folder, passphrase=f"  {PASSPHRASE} ") as home:
        assert home.items.count() == 1
        assert not home.cache_is_new


def test_the_full_cost_is_the_default_and_is_written_down(tmp_path: Path) -> None:
    create_home(tmp_path / "home", PASSPHRASE)
    cost = json.loads((tmp_path / "home" / "key.json").read_text())["argon2id"]
    assert (cost["memory_kib"], cost["passes"], cost["lanes"]) == (256 * 1024, 3, 4)
    open_home(tmp_path / "home", passphrase=PASSPHRASE).close()


def test_a_wrong_key_of_any_sort_is_told_as_such(folder: Path, key: bytes) -> None:
    for wrong in ({"passphrase": "barley kettle harbor"}, {"recovery": new_code()}, {"raw_key": b"\0" * 32}, {}):
        with pytest.raises(WrongKey):
            open_home(folder, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        open_home(folder, passphrase=" ")
    open_home(folder, raw_key=key).close()


def test_the_recovery_code_opens_the_home_however_it_is_typed(folder: Path, code: str) -> None:
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("-", "").replace("0", "O").replace("1", "l"),
    ):
        open_home(folder, recovery=typed).close()


def test_a_typing_error_in_the_recovery_code_names_its_group() -> None:
    code = new_code()
    letters = code.replace("-", "")
    for place, letter in enumerate(letters):
        wrong = ALPHABET[(ALPHABET.index(letter) + 7) % 32]
        with pytest.raises(WrongKey) as told:
            read_code(letters[:place] + wrong + letters[place + 1 :])
        assert f"group {place // 4 + 1} " in told.value.hint


def test_any_two_swapped_characters_of_a_recovery_code_are_noticed() -> None:
    letters = new_code().replace("-", "")
    for one in range(32):
        for other in range(one):
            if letters[one] != letters[other]:
                swapped = list(letters)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                with pytest.raises(WrongKey):
                    read_code("".join(swapped))
    for strange in ("", letters[1:], letters + "0", "*" * 32, "é" * 32, "²" * 32):
        with pytest.raises(WrongKey):
            read_code(strange)


def test_a_new_passphrase_replaces_the_old_and_leaves_the_recovery_code(folder: Path, code: str, key: bytes) -> None:
    change_passphrase(folder, "quite other words", passphrase=PASSPHRASE)
    with pytest.raises(WrongKey):
        unlock(folder, passphrase=PASSPHRASE)
    assert unlock(folder, passphrase="quite other words") == unlock(folder, recovery=code) == key
    change_passphrase(folder, "third words", recovery=code)
    assert unlock(folder, passphrase="third words") == key


def test_a_new_recovery_code_replaces_the_old(folder: Path, code: str, key: bytes) -> None:
    newer = new_recovery_code(folder, passphrase=PASSPHRASE)
    assert unlock(folder, recovery=newer) == key
    with pytest.raises(WrongKey):
        unlock(folder, recovery=code)


def test_where_there_is_no_home_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "nowhere", tmp_path, tmp_path / "file"):
        with pytest.raises(NoHome):
            open_home(place, passphrase=PASSPHRASE)
        with pytest.raises(NoHome):
            forget_everything(place)


def test_a_home_is_not_made_over_anything_else(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep me")
    (tmp_path / "file").touch()
    for place in (folder, tmp_path / "full", tmp_path / "file"):
        with pytest.raises(Refused):
            create_home(place, PASSPHRASE, light=True)
    (folder / "key.json").unlink()
    with pytest.raises(HomeDamaged):
        create_home(folder, PASSPHRASE, light=True)
    with pytest.raises(HomeDamaged):
        open_home(folder, passphrase=PASSPHRASE)
    with pytest.raises(Refused):
        create_home(tmp_path / "empty", " ", light=True)
    assert not (tmp_path / "empty").exists()


def test_making_a_home_that_was_cut_short_can_be_done_again(folder: Path) -> None:
    (folder / "key.json").unlink()
    (folder / "unfinished").touch()
    with pytest.raises(NoHome):
        open_home(folder, passphrase=PASSPHRASE)
    create_home(folder, PASSPHRASE, light=True)
    open_home(folder, passphrase=PASSPHRASE).close()


def damages() -> dict[str, object]:
    def flip(content: bytes) -> bytes:
        return bytes(byte ^ 0x10 if place % 700 == 350 else byte for place, byte in enumerate(content))

    return {
        "one bit in each page": flip,
        "first byte": lambda content: bytes([content[0] ^ 1]) + content[1:],
        "cut in a page": lambda content: content[:5000],
        "cut to one page": lambda content: content[:4096],
        "cut to half": lambda content: content[: len(content) // 8192 * 4096],
        "emptied": lambda _: b"",
        "one byte": lambda _: b"S",
        "zeros": lambda content: bytes(len(content)),
        "text": lambda _: b"not a home at all\n" * 500,
        "random": lambda content: random.Random(4).randbytes(len(content)),
    }


@pytest.mark.parametrize("damage", damages())
def test_a_damaged_main_file_is_told_and_never_written_over(folder: Path, key: bytes, damage: str) -> None:
    with open_home(folder, raw_key=key) as home:
        keep(home, *(post(number, f"{number}.jpg") for number in range(200)))
    file = folder / "home.db"
    broken = damages()[damage](file.read_bytes())  # type: ignore[operator]
    file.write_bytes(broken)
    with pytest.raises(HomeDamaged) as told, open_home(folder, raw_key=key) as home:
        for export in home.exports.all():
            list(home.items.of(export.id))
    assert "k1" not in str(told.value)
    assert file.read_bytes() == broken


def test_a_missing_or_foreign_main_file_is_told(folder: Path, key: bytes, tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE alembic_version (version_num)")
    plain.commit()
    plain.close()
    other = tmp_path / "other"
    create_home(other, PASSPHRASE, light=True)
    for foreign in (tmp_path / "plain.db", other / "home.db"):
        shutil.copy(foreign, folder / "home.db")
        with pytest.raises(HomeDamaged):
            open_home(folder, raw_key=key)
    (folder / "home.db").unlink()
    with pytest.raises(HomeDamaged):
        open_home(folder, raw_key=key)
    assert not (folder / "home.db").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"version": 1}', b'{"version": "x"}', b"1e999"],
)
def test_a_damaged_key_file_is_damage_and_not_a_wrong_passphrase(folder: Path, content: bytes) -> None:
    (folder / "key.json").write_bytes(content)
    with pytest.raises(HomeDamaged):
        open_home(folder, passphrase=PASSPHRASE)


def test_every_changed_field_of_the_key_file_is_noticed(folder: Path) -> None:
    fields = json.loads((folder / "key.json").read_text())
    for name in ("mark", "by_passphrase", "by_recovery", "recovery_salt"):
        changed = {**fields, name: fields[name][::-1]}
        (folder / "key.json").write_text(json.dumps(changed))
        with pytest.raises(HomeDamaged):
            unlock(folder, passphrase=PASSPHRASE)
    huge = {**fields, "argon2id": {**fields["argon2id"], "memory_kib": 1 << 40}}
    (folder / "key.json").write_text(json.dumps(huge))
    with pytest.raises(HomeDamaged):
        unlock(folder, passphrase=PASSPHRASE)


def test_a_newer_home_is_left_alone(folder: Path, key: bytes) -> None:
    fields = json.loads((folder / "key.json").read_text())
    (folder / "key.json").write_text(json.dumps({**fields, "version": 2}))
    with pytest.raises(HomeTooNew):
        open_home(folder, raw_key=key)
    (folder / "key.json").write_text(json.dumps(fields))
    database = Database(folder / "home.db", key)
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    before = (folder / "home.db").read_bytes()
    with pytest.raises(HomeTooNew):
        open_home(folder, raw_key=key)
    assert (folder / "home.db").read_bytes() == before


def test_the_migrations_make_the_tables_that_the_code_uses(home: Home) -> None:
    with home._main.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables) == []


def test_a_migration_copies_the_home_first_and_a_crash_in_it_changes_nothing(
    folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_home(folder, raw_key=key) as home:
        keep(home, post(1, "a.jpg"))

    def half_a_migration(connection: sa.Connection) -> None:
        connection.execute(sa.text("CREATE TABLE half (x)"))
        connection.execute(sa.text("DELETE FROM items"))
        raise KeyboardInterrupt

    monkeypatch.setattr(schema_module, "SCHEMA", f"{int(SCHEMA) + 1:04}")
    monkeypatch.setattr(schema_module, "_migrate", half_a_migration)
    with pytest.raises(KeyboardInterrupt):
        open_home(folder, raw_key=key)
    copy = folder / "backups" / f"before-leaving-{SCHEMA}.db"
    for file in (copy, folder / "home.db"):
        database = Database(file, key)
        with database.read() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM items")).scalar() == 1
            assert "half" not in sa.inspect(connection).get_table_names()
        database.close()


@pytest.mark.parametrize("damage", ["missing", "emptied", "random"])
def test_a_lost_cache_is_made_anew_and_its_pictures_are_looked_at_again(
    folder: Path, key: bytes, damage: str
) -> None:
    with open_home(folder, raw_key=key) as home:
        keep(home, post(1, "a.jpg"))
        look_at_all(home, face(0.1, 1), face(0.6, 2))
        [left, right] = home.pictures.faces(sha("a.jpg"))
        ada = home.people.add([left.id])
        home.people.name(ada, "Ada", Verdict.CHILD)
    cache = folder / "cache.db"
    if damage == "missing":
        cache.unlink()
    else:
        cache.write_bytes(b"" if damage == "emptied" else random.Random(1).randbytes(9000))
    with open_home(folder, raw_key=key) as home:
        assert home.cache_is_new
        assert home.pictures.look(sha("a.jpg")) is not None
        assert home.pictures.descriptors([left.id])[0] == []
        assert home.pictures.count_not_looked_at(MODELS) == 1
        look_at_all(home, face(0.61, 2), face(0.1, 1))
        assert home.pictures.descriptors([left.id, right.id])[0] == [left.id, right.id]
        assert home.people.get(ada).faces == 1
        assert home.faults() == []
    with open_home(folder, raw_key=key) as home:
        assert not home.cache_is_new


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_whatever_the_umask(tmp_path: Path) -> None:
    place = tmp_path / "home"
    before = os.umask(0)
    try:
        create_home(place, PASSPHRASE, light=True)
        with open_home(place, passphrase=PASSPHRASE) as home:
            keep(home, post(1, "a.jpg"))
            look_at_all(home, face())
            home.backup(tmp_path / "backup.smallprint")
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in place.iterdir()}
    finally:
        os.umask(before)
    assert {"home.db-wal", "home.db-shm", "cache.db-wal"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "backup.smallprint").stat().st_mode) == 0o600


def test_no_word_of_the_family_is_in_any_file_of_the_home(folder: Path, key: bytes, tmp_path: Path) -> None:
    with open_home(folder, raw_key=key) as home:
        keep(home, post(1, "canary-member.jpg", words="canary-words"), account="canary-account")
        look_at_all(home, face())
        home.people.name(home.people.add([1]), "canary-name", Verdict.CHILD)
        home.family.add(WordKind.SCHOOL, "canary-school")
        home.backup(tmp_path / "backup.smallprint")
        files = [*(file for file in folder.rglob("*") if file.is_file()), tmp_path / "backup.smallprint"]
        found = [file.name for file in files if b"canary" in file.read_bytes()]
        assert found == []
        assert len(files) >= 7


def test_errors_say_nothing_of_the_persons_words(home: Home) -> None:
    keep(home)
    with pytest.raises(sa.exc.IntegrityError) as told, home._main.write() as connection:
        connection.execute(sa.text("INSERT INTO in_touch VALUES (99, :name)"), {"name": "canary"})
    assert "canary" not in str(told.value)


def test_a_second_writer_is_told_that_the_home_is_busy(folder: Path, key: bytes) -> None:
    script = (
        "import sys; from pathlib import Path; from smallprint.store import open_home\n"
        "home = open_home(Path(sys.argv[1]), raw_key=bytes.fromhex(sys.argv[2]))\n"
        "with home._main.write():\n    print('writing', flush=True); sys.stdin.read()"
    )
    with in_a_subprocess(script, str(folder), key.hex(), stdin=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"writing\n"
        with open_home(folder, raw_key=key, patience=0.2) as home:
            assert home.exports.all() == []
            with pytest.raises(HomeBusy):
                home.exports.begin(new_export())
            other.communicate(b"")
            home.exports.begin(new_export())


def test_many_threads_write_and_read_one_home(home: Home) -> None:
    export = home.exports.begin(new_export())
    problems: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 10):
                home.items.keep(export, [post(number, f"{number}.jpg")])
                list(home.items.of(export))
        except (SmallprintError, sa.exc.SQLAlchemyError) as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 60, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert home.items.count(export) == 60


KEEP_FOR_EVER = """
import sys
from pathlib import Path
from smallprint.store import open_home
from tests.store.invented import face, look, new_export, post, sha
home = open_home(Path(sys.argv[1]), raw_key=bytes.fromhex(sys.argv[2]))
export = home.exports.begin(new_export(sys.argv[3]))
for start in range(0, 1_000_000, 20):
    home.items.keep(export, [post(number, f"{number}.jpg") for number in range(start, start + 20)])
    files = home.pictures.not_fingerprinted(export, 20)
    home.pictures.keep_fingerprints([(one.file_id, sha(one.member), 9, None) for one in files])
    home.pictures.keep_looks("m", [look(one.file_id, sha(one.member), face(0.1, 1)) for one in files])
    home.family.add("name", f"word {start}")
    print(start + 20, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of its own here")
def test_a_kill_in_the_middle_loses_nothing_that_was_said_to_be_kept(folder: Path, key: bytes) -> None:
    wait = random.Random(7)
    for digest in ("d1", "d2", "d3"):
        with in_a_subprocess(KEEP_FOR_EVER, str(folder), key.hex(), digest) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(wait.uniform(0.05, 0.6))
            os.kill(child.pid, signal.SIGKILL)
            said = [20, *map(int, child.stdout.read().split())][-1]
        with open_home(folder, raw_key=key) as home:
            assert home.faults() == []
            export = home.exports.begin(new_export(digest))
            kept = [item for _, item in home.items.of(export)]
            assert len(kept) >= said
            assert kept == [post(number, f"{number}.jpg") for number in range(len(kept))]
            faces = home.pictures.faces_ungrouped()
            assert home.pictures.descriptors([one.id for one in faces])[0] == [one.id for one in faces]
            assert len(home.family.words()) * 20 >= said


FILL_UP = """
import resource, sys
from pathlib import Path
from smallprint.errors import DiskFull
from smallprint.store import open_home
from tests.store.invented import new_export, post
home = open_home(Path(sys.argv[1]), raw_key=bytes.fromhex(sys.argv[2]))
export = home.exports.begin(new_export())
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    for start in range(0, 100_000, 50):
        home.items.keep(export, [post(number, words="x" * 2000) for number in range(start, start + 50)])
        print(start + 50, flush=True)
except DiskFull as problem:
    print(problem.hint, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such limit")
@pytest.mark.parametrize("most", [420_000, 700_000, 1_500_000])
def test_a_full_disk_is_told_and_the_home_goes_on_afterwards(folder: Path, key: bytes, most: int) -> None:
    with in_a_subprocess(FILL_UP, str(folder), key.hex(), str(most)) as child:
        out, problems = child.communicate()
    lines = out.decode().splitlines()
    assert lines[-1] == DiskFull.hint, problems.decode()
    said = int(lines[-2]) if len(lines) > 1 else 0
    with open_home(folder, raw_key=key) as home:
        export = home.exports.begin(new_export())
        assert home.items.count(export) == said
        assert home.items.keep(export, [post(100_000, "after.jpg")]) == 1
        assert home.faults() == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small disk")
def test_a_small_disk_that_fills_up_is_told_while_making_keeping_and_backing_up(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        create_home(disk / "home", PASSPHRASE, light=True)
        with open_home(disk / "home", passphrase=PASSPHRASE) as home:
            export = home.exports.begin(new_export())
            kept = 0
            with pytest.raises(DiskFull):
                for start in range(0, 10_000, 20):
                    home.items.keep(export, [post(n, words="x" * 2000) for n in range(start, start + 20)])
                    kept += 20
            with pytest.raises(DiskFull):
                home.backup(disk / "backup.smallprint")
            assert {file.name for file in disk.iterdir()} == {"home"}
        with pytest.raises(DiskFull):
            create_home(disk / "second", PASSPHRASE, light=True)
        shutil.rmtree(disk / "second")
        with open_home(disk / "home", passphrase=PASSPHRASE) as home:
            assert home.items.count() == kept
            subprocess.run(["mount", "-o", "remount,size=9m", str(disk)], check=True)
            assert home.faults() == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_backup_brings_the_home_back_on_another_machine(
    folder: Path, key: bytes, code: str, tmp_path: Path
) -> None:
    target = tmp_path / "backup.smallprint"
    with open_home(folder, raw_key=key) as home:
        keep(home, post(1, "a.jpg"))
        home.backup(target)
        with pytest.raises(Refused):
            home.backup(target)
        assert not list(folder.glob("*partial*"))
    for keyed in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        place = tmp_path / next(iter(keyed))
        assert restore_home(target, place, **keyed).set_aside is None
        with open_home(place, **keyed) as home:  # type: ignore[arg-type]
            assert home.items.count() == 1


def test_putting_a_backup_back_sets_aside_what_lay_there(folder: Path, key: bytes, tmp_path: Path) -> None:
    target = tmp_path / "backup.smallprint"
    with open_home(folder, raw_key=key) as home:
        keep(home, post(1, "a.jpg"))
        home.backup(target)
    (folder / "home.db").write_bytes(b"damaged")
    with pytest.raises(WrongKey):
        restore_home(target, folder, passphrase="wrong")
    assert (folder / "home.db").read_bytes() == b"damaged"
    done = restore_home(target, folder, passphrase=PASSPHRASE)
    assert done.set_aside is not None
    assert (done.set_aside / "home.db").read_bytes() == b"damaged"
    with open_home(folder, passphrase=PASSPHRASE) as home:
        assert home.items.count() == 1
        assert home.cache_is_new


def test_a_damaged_backup_changes_nothing(folder: Path, key: bytes, tmp_path: Path) -> None:
    target = tmp_path / "backup.smallprint"
    with open_home(folder, raw_key=key) as home:
        home.backup(target)
    whole = target.read_bytes()
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    for broken in (b"", whole[:-30], whole[:20_000], whole[:9000] + b"\0" * 64 + whole[9064:], b"PK\x03\x04" * 99):
        target.write_bytes(broken)
        with pytest.raises(HomeDamaged):
            restore_home(target, folder, passphrase=PASSPHRASE)
    with pytest.raises(UnreadablePath):
        restore_home(tmp_path / "none", folder, passphrase=PASSPHRASE)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_forgetting_everything_leaves_no_file(folder: Path, key: bytes) -> None:
    with open_home(folder, raw_key=key) as home:
        keep(home, post(1, "a.jpg"))
        (folder / "backups").mkdir()
        (folder / "backups" / f"before-leaving-{SCHEMA}.db").touch()
        (folder / "set-aside-2026").mkdir()
        assert (folder / "home.db-wal").exists()
    forget_everything(folder)
    assert not folder.exists()


def test_forgetting_everything_leaves_what_is_not_ours(folder: Path) -> None:
    (folder / "letter.txt").write_text("keep me")
    forget_everything(folder)
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(folder: Path, key: bytes) -> None:
    folder.chmod(0o500)
    try:
        with pytest.raises(HomeError), open_home(folder, raw_key=key) as home:
            home.exports.begin(new_export())
    finally:
        folder.chmod(0o700)


def test_a_closed_home_has_forgotten_its_key(folder: Path, key: bytes) -> None:
    home = open_home(folder, raw_key=key)
    home.lock()
    assert home.raw_key == b""


def test_a_suggested_passphrase_is_six_plain_words_of_at_least_66_bits() -> None:
    every = words()
    assert len(every) == len(set(every)) >= 2048
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 11 for word in every)
    assert bits() > 66
    suggested = suggest_passphrase()
    assert len(suggested.split(" ")) == 6
    assert set(suggested.split(" ")) <= set(every)
    assert suggested != suggest_passphrase()
