"""The only door out: nowhere but to the public host that a person named, and nothing of the person goes with it."""

from __future__ import annotations

import ast
import shutil
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loopback import Played, Site, huge, playing, raw, slow, slow_head

from smallprint import net
from smallprint.net import MOST_BYTES, USER_AGENT, Answer, Door, NoAnswer, get
from smallprint.records.addresses import NotAnAddress, read_address

SOURCE = Path(net.__file__).parent

# W7: 18 addresses that must be refused as written …
WRITTEN = [
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fec0::1]/",
    "https://[fe80::1%25eth0]/",
    "https://10.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://localhost/",
    "https://router.local/",
    "https://user:secret@www.oakfield.example/",
    "https://www.oakfield.example:8443/",
    "file:///etc/passwd",
]
# … and 16 answers of a name that must not be connected to.
RESOLVED = [
    ["127.0.0.1"],
    ["10.1.2.3"],
    ["172.16.0.1"],
    ["192.168.1.1"],
    ["169.254.169.254"],
    ["100.64.0.1"],
    ["0.0.0.0"],
    ["224.0.0.1"],
    ["240.0.0.1"],
    ["192.88.99.1"],
    ["fd00::1"],
    ["::ffff:192.168.1.1"],
    ["64:ff9b::a00:1"],
    ["2001:0:7f00:1:0:0:7f00:1"],  # Teredo
    ["2606:2800:220:1:0:5efe:7f00:1"],  # ISATAP
    ["203.0.114.7", "127.0.0.1"],  # one public, one not
]


@pytest.mark.parametrize("url", WRITTEN)
def test_an_address_that_leads_inside_is_refused_before_anything_is_resolved(url):
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("resolved")

    answer = get(url, Door(resolver=never))
    assert isinstance(answer, NoAnswer) and answer.refused and answer.why


@pytest.mark.parametrize("found", RESOLVED, ids=lambda found: found[-1])
def test_a_name_that_leads_inside_is_refused_after_it_is_resolved(found, monkeypatch):
    def never(*_args: object, **_named: object) -> socket.socket:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", never)
    answer = get("https://www.oakfield.example/", Door(resolver=lambda host, port: found))
    assert isinstance(answer, NoAnswer) and answer.refused


def test_thirty_four_ways_are_played():
    assert len(WRITTEN) + len(RESOLVED) == 34


MORE = [
    "https://①②⑦.⓪.⓪.①/",
    "https://１２７.0.0.1/",
    "https://www.oakfield.example\\@127.0.0.1/",
    "https://www.oakfield.example /",
    "https://\u202ewww.oakfield.example/",
    "https:///p",
    "https://",
    "ftp://www.oakfield.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//www.oakfield.example/",
    "www.oakfield.example",
    "https://oakfield/",
    "https://metadata.google.internal/",
    "https://[::]/",
    "https://[3fff::1]/",
    "https://-a.example/",
    "https://a..example/",
    "https://[::1",
    "https://www.oakfield.example:99999/",
    "https://www.oakfield.example/" + "a" * 3000,
    "http://www.oakfield.example/",  # anybody on the way could answer
]


@pytest.mark.parametrize("url", MORE)
def test_and_more_of_them(url):
    answer = get(url, Door(resolver=lambda host, port: ["203.0.114.7"]))
    assert isinstance(answer, NoAnswer) and answer.refused


@given(st.text(max_size=80) | st.from_regex(r"https?://[\w.:\[\]@%/-]{1,40}", fullmatch=True))
def test_no_text_breaks_the_reading_of_an_address(text):
    try:
        address = read_address(text)
    except NotAnAddress:
        return
    assert address.scheme in ("http", "https") and address.host.isascii() and address.path.startswith("/")
    assert read_address(address.url) == address


def test_a_name_from_another_script_keeps_its_name():
    assert read_address("https://Bücher.example/ä?q=ö#x").url == "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"


@pytest.fixture
def site():
    with playing() as site:
        yield site


def test_a_page_is_asked_for_once_and_nothing_of_the_person_goes_with_it(site: Site):
    site.plays["/p?x=1"] = Played(body=b"hello", headers={"Set-Cookie": "id=1; Path=/"})
    answer = get(site.url("/p?x=1"), site.door)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.kind, answer.cut) == (200, b"hello", "text/html", False)
    get(site.url("/p?x=1"), site.door)
    for path, headers in site.seen:
        assert path == "/p?x=1"
        assert headers["User-Agent"] == USER_AGENT
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_redirect_on_the_same_host_is_followed_and_looked_at_again(site: Site):
    site.plays["/a"] = Played(301, headers={"Location": "/b"})
    site.plays["/b"] = Played(302, headers={"Location": site.url("/c")})
    site.plays["/c"] = Played(body=b"here")
    answer = get(site.url("/a"), site.door)
    assert isinstance(answer, Answer) and answer.body == b"here"
    assert answer.hops == (site.url("/a"), site.url("/b")) and answer.url == site.url("/c")


@pytest.mark.parametrize(
    "target",
    [
        "http://other.example/x",
        "http://127.0.0.1:1/x",
        "https://127.0.0.1/x",
        "http://169.254.169.254/",
        "file:///etc",
    ],
)
def test_a_redirect_that_leads_away_is_told_and_not_followed(site: Site, target):
    site.plays["/a"] = Played(301, headers={"Location": target})
    answer = get(site.url("/a"), site.door)
    assert isinstance(answer, Answer) and answer.moved_to == target
    assert site.paths() == ["/a"]


def test_going_round_in_circles_ends(site: Site):
    site.plays["/a"] = Played(301, headers={"Location": "/b"})
    site.plays["/b"] = Played(301, headers={"Location": "/a"})
    assert isinstance(get(site.url("/a"), site.door), NoAnswer)
    for number in range(20):
        site.plays[f"/{number}"] = Played(302, headers={"Location": f"/{number + 1}"})
    assert isinstance(get(site.url("/0"), site.door), NoAnswer)
    assert len(site.seen) < 12


@pytest.mark.parametrize("act", [slow(30), slow_head(30)], ids=["body", "head"])
def test_a_slow_site_is_left_when_the_time_is_up(site: Site, act):
    site.plays["/slow"] = Played(act=act)
    began = time.monotonic()
    answer = get(site.url("/slow"), replace(site.door, seconds=0.6))
    assert isinstance(answer, NoAnswer) and "too long" in answer.why
    assert time.monotonic() - began < 3


def test_a_name_that_takes_too_long_to_resolve_is_left(site: Site):
    def sleepy(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    began = time.monotonic()
    answer = get(site.url("/"), replace(site.door, resolver=sleepy, seconds=0.3))
    assert isinstance(answer, NoAnswer) and time.monotonic() - began < 1.5


def test_no_more_than_two_megabytes_are_read(site: Site):
    site.plays["/huge"] = Played(act=huge)
    answer = get(site.url("/huge"), site.door)
    assert isinstance(answer, Answer) and answer.cut and len(answer.body) == MOST_BYTES


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nxx",
    ],
    ids=range(8),
)
def test_what_does_not_answer_like_a_web_site_is_no_answer(site: Site, answer):
    site.plays["/raw"] = Played(act=raw(answer))
    assert isinstance(get(site.url("/raw"), site.door), NoAnswer | Answer)
    assert not isinstance(get(site.url("/raw"), site.door), Answer) or answer.endswith(b"short")


def test_a_site_that_is_not_there_is_no_answer(site: Site):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert isinstance(get(f"http://127.0.0.1:{port}/", site.door), NoAnswer)


def test_the_name_is_resolved_once_and_the_checked_address_is_the_one_connected_to(site: Site):
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.plays["/"] = Played(body=b"x")
    answer = get(site.url("/", host="www.oakfield.example"), replace(site.door, resolver=changing))
    assert isinstance(answer, Answer) and asked == ["www.oakfield.example"]
    assert site.seen[0][1]["Host"] == f"www.oakfield.example:{site.port}"


def test_a_test_door_opens_to_this_machine_alone(site: Site):
    away = get("http://www.oakfield.example/", replace(site.door, resolver=lambda host, port: ["203.0.114.7"]))
    assert isinstance(away, NoAnswer) and away.refused


_CERTIFICATE = (
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 "
    "-subj /CN=www.oakfield.example -addext subjectAltName=DNS:www.oakfield.example"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, *_CERTIFICATE.split()],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def serve_tls(certificate: Path) -> tuple[socket.socket, dict[str, object]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    seen: dict[str, object] = {}
    context.sni_callback = lambda _socket, name, _context: seen.update(name=name)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            plain, _ = listener.accept()
            with context.wrap_socket(plain, server_side=True) as connection:
                seen["request"] = connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    return listener, seen


def tls_door(trust: ssl.SSLContext) -> Door:
    return Door(resolver=lambda host, port: ["127.0.0.1"], loopback=True, trust=trust, seconds=5)


def test_the_certificate_and_the_greeting_are_the_names_and_not_the_address(certificate):
    listener, seen = serve_tls(certificate)
    with listener:
        url = f"https://www.oakfield.example:{listener.getsockname()[1]}/p"
        answer = get(url, tls_door(ssl.create_default_context(cafile=certificate / "cert.pem")))
    assert isinstance(answer, Answer) and answer.body == b"ok"
    assert seen["name"] == "www.oakfield.example"
    assert b"Host: www.oakfield.example:" in bytes(seen["request"])


@pytest.mark.parametrize("host", ["www.oakfield.example", "other.example"])
def test_a_certificate_that_is_not_trusted_or_not_the_names_is_no_answer(certificate, host):
    trust = ssl.create_default_context()
    if host == "other.example":
        trust = ssl.create_default_context(cafile=certificate / "cert.pem")
    listener, _ = serve_tls(certificate)
    with listener:
        answer = get(f"https://{host}:{listener.getsockname()[1]}/", tls_door(trust))
    assert isinstance(answer, NoAnswer) and "certificate" in answer.why


def test_only_tests_can_open_the_door_to_this_machine():
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = {word.arg: word.value for word in node.keywords}
                value = named.get("loopback")
                passed_on = isinstance(value, ast.Attribute) or (
                    isinstance(value, ast.Name) and value.id == "loopback"
                )
                assert value is None or passed_on, f"{file.name}: loopback is switched on"


def test_the_name_it_gives_itself_stands_in_the_parents_page():
    page = SOURCE.parents[1] / "docs" / "for-parents" / "taking-down.md"
    assert USER_AGENT in page.read_text(encoding="utf-8")


def test_the_door_reads_nothing_from_the_environment(monkeypatch, site: Site):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.plays["/"] = Played(body=b"x")
    assert isinstance(get(site.url("/"), site.door), Answer)
    assert "environ" not in (SOURCE / "net.py").read_text(encoding="utf-8")
