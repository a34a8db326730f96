"""External links, asked of a server on this machine that misbehaves in every way."""

import gzip
import http.server
import json
import re
import socket
import ssl
import threading
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import trustme

from atd.findings import Voice
from atd.links import FAULTS, Address, Manners, State, Verdict, find_copies, line, links_markdown, probe_all
from atd.links.addresses import Place
from conftest import ROOT, Run

QUICK = Manners(seconds=0.6, pause=0.0, retries=0, slow=0.3, inward=True)
BOMB = gzip.compress(bytes(50_000_000))
"""Fifty megabytes of nothing in fifty kilobytes."""
RAW = {
    "babbles": b"I am no web server\r\n\r\n",
    "nothing": b"\r\n\r\n\r\n",
    "no-number": b"HTTP/1.1 fine OK\r\n\r\n",
    "large-number": b"HTTP/1.1 99999 OK\r\n\r\n",
    "half-a-header": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "header-without-colon": b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 0\r\n\r\n",
    "header-of-bytes": b"HTTP/1.1 200 OK\r\nX: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n",
    "long-header": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "many-headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
    "too-short": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
    "too-long": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nlonger than it says",
    "length-of-words": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
    "negative-length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
    "broken-chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "empty-place": b"HTTP/1.1 301 Moved\r\nLocation: \r\nContent-Length: 0\r\n\r\n",
    "place-of-bytes": b"HTTP/1.1 301 Moved\r\nLocation: /\xc3\xa9\xff\r\nContent-Length: 0\r\n\r\n",
    "place-on-two-lines": b"HTTP/1.1 301 Moved\r\nLocation: /fine\r\n /more\r\nContent-Length: 0\r\n\r\n",
    "bomb": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
    "early-hints": b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3 + b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
}
"""Answers as they go over the line."""


class Rude(http.server.BaseHTTPRequestHandler):
    """Answers by the path it is asked for."""

    asked: list[tuple[str, str, float]]

    def do_GET(self) -> None:  # noqa: PLR0911, PLR0912, one answer for each name
        path = urlsplit(self.path).path
        type(self).asked.append((self.command, self.path, time.monotonic()))
        name = path.split("/")[1]
        if name == "head-refused" and self.command == "HEAD":
            return self.answer(405)
        if name == "head-lies" and self.command == "HEAD":
            return self.answer(404)
        if name == "slow":
            time.sleep(0.4)
        elif name == "silent":
            time.sleep(1.0)
        elif name == "closes":
            return self.connection.close()
        elif name in RAW:
            return self.raw(RAW[name])
        elif name == "drips":
            return self.drip(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50 + b"\r\n")
        elif name == "drips-hints":
            return self.drip(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50)
        elif name == "recovers" and len(type(self).asked) < 3:
            return self.answer(503)
        elif name == "endless" and self.command == "GET":
            return self.endless()
        elif name == "loop":
            return self.answer(302, "/loop2")
        elif name == "loop2":
            return self.answer(302, "/loop")
        elif name == "chain":
            number = int(path.rsplit("/", 1)[1])
            return self.answer(301, f"/chain/{number + 1}")
        elif name.isdigit():
            return self.answer(int(name), parse_qs(urlsplit(self.path).query).get("to", [""])[0])
        elif name == "available":
            return self.archive()
        return self.answer(200)

    do_HEAD = do_GET  # noqa: N815, the name that the library calls

    def answer(self, code: int, to: str = "") -> None:
        self.send_response(code)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def raw(self, answer: bytes) -> None:
        self.close_connection = True
        self.wfile.write(answer)

    def drip(self, answer: bytes) -> None:
        """Send a piece at a time, each before anybody would lose patience."""
        self.close_connection = True
        try:
            for start in range(0, len(answer), 4):
                self.wfile.write(answer[start : start + 4])
                time.sleep(0.1)
        except OSError:
            pass

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def archive(self) -> None:
        url = parse_qs(urlsplit(self.path).query)["url"][0]
        closest = {"available": True, "status": "200", "url": f"http://web.archive.example/web/2024/{url}"}
        text = (
            "no JSON at all"
            if "garbled" in url
            else json.dumps({"archived_snapshots": {} if "none" in url else {"closest": closest}})
        )
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_arguments: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: object) -> None:
        """Clients that hang up are expected."""


def serve(context: ssl.SSLContext | None = None, family: socket.AddressFamily = socket.AF_INET) -> Server:
    handler = type("Handler", (Rude,), {"asked": []})
    kind = type("Server", (Server,), {"address_family": family})
    server: Server = kind(("127.0.0.1" if family is socket.AF_INET else "::1", 0), handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


@pytest.fixture
def rude() -> Iterator[Server]:
    server = serve()
    yield server
    server.shutdown()
    server.server_close()


def ask(*urls: str, manners: Manners = QUICK) -> dict[str, Verdict]:
    asked = [Address(url, (Place("practices/x.yaml", "sources.a.url", False),)) for url in urls]
    return {verdict.url: verdict for verdict in probe_all(asked, manners)}


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/fine", State.WELL, "200"),
        ("/head-refused", State.WELL, "200"),
        ("/head-lies", State.WELL, "200"),
        ("/endless", State.WELL, "200"),
        ("/404", State.DEAD, "404"),
        ("/410", State.DEAD, "410"),
        ("/403", State.BLOCKED, "403"),
        ("/429", State.BLOCKED, "429"),
        ("/999", State.BLOCKED, "999"),
        ("/500", State.BROKEN, "500"),
        ("/503", State.BROKEN, "503"),
        ("/slow", State.SLOW, "200"),
        ("/silent", State.SILENT, "no answer in time"),
        ("/closes", State.BROKEN, ""),
        ("/babbles", State.BROKEN, ""),
        ("/nothing", State.BROKEN, ""),
        ("/no-number", State.BROKEN, ""),
        ("/large-number", State.BROKEN, ""),
        ("/half-a-header", State.WELL, "200"),
        ("/header-without-colon", State.WELL, "200"),
        ("/header-of-bytes", State.WELL, "200"),
        ("/long-header", State.BROKEN, ""),
        ("/many-headers", State.BROKEN, ""),
        ("/too-short", State.WELL, "200"),
        ("/too-long", State.WELL, "200"),
        ("/length-of-words", State.WELL, "200"),
        ("/negative-length", State.WELL, "200"),
        ("/broken-chunks", State.WELL, "200"),
        ("/empty-place", State.WELL, "301"),
        ("/place-of-bytes", State.MOVED, "200"),
        ("/place-on-two-lines", State.MOVED, "200"),
        ("/bomb", State.WELL, "200"),
        ("/early-hints", State.WELL, "103"),
        ("/drips", State.SILENT, "no answer in time"),
        ("/drips-hints", State.SILENT, "no answer in time"),
        ("/451", State.BLOCKED, "451"),
        ("/401", State.BLOCKED, "401"),
        ("/301?to=/fine", State.MOVED, "200"),
        ("/308?to=/fine", State.MOVED, "200"),
        ("/302?to=/fine", State.REDIRECTED, "200"),
        ("/301?to=/302%3Fto=/fine", State.REDIRECTED, "200"),
        ("/301?to=/404", State.DEAD, "404"),
        ("/301?to=/", State.DEAD, "leads to the front page"),
        ("/302?to=/de/fehler/404.html", State.DEAD, "what is missing"),
        ("/302?to=/page-not-found/", State.DEAD, "what is missing"),
        ("/302?to=/practices/404-families-released", State.REDIRECTED, "200"),
        ("/301?to=javascript:alert(1)", State.BROKEN, ""),
        ("/301?to=file:///etc/passwd", State.BROKEN, ""),
        ("/301?to=http://[bad/", State.BROKEN, ""),
        ("/301", State.WELL, "301"),
        ("/loop", State.BROKEN, "redirects without end"),
        ("/chain/1", State.BROKEN, "redirects without end"),
    ],
)
def test_each_misbehaviour_has_its_own_state(rude: Server, path: str, state: State, detail: str) -> None:
    url = f"http://127.0.0.1:{rude.server_port}{path}"
    verdict = ask(url)[url]
    assert verdict.state is state, verdict
    assert detail in verdict.detail


def test_a_new_address_is_named(rude: Server) -> None:
    base = f"http://127.0.0.1:{rude.server_port}"
    assert ask(f"{base}/301?to=/fine/new")[f"{base}/301?to=/fine/new"].leads_to == f"{base}/fine/new"


def test_hosts_that_do_not_exist_and_servers_that_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: object, **options: object) -> object:
        if host.endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME if "none" in host else socket.EAI_AGAIN, "fault")
        return real(host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    found = ask("https://none.example/a", "https://later.example/a", f"http://127.0.0.1:{port}/")
    assert found["https://none.example/a"].state is State.DEAD
    assert found["https://later.example/a"].state is State.SILENT  # our own line may be down
    assert found[f"http://127.0.0.1:{port}/"].state is State.SILENT


def test_faults_of_tls_are_told_apart_from_other_faults(rude: Server) -> None:
    trusted, other = trustme.CA(), trustme.CA()
    context = ssl.create_default_context()
    trusted.configure_trust(context)
    urls = {f"https://127.0.0.1:{rude.server_port}/plain": State.TLS}
    servers = []
    for ca, name, state in ((trusted, "127.0.0.1", State.WELL), (other, "127.0.0.1", State.TLS), (trusted, "elsewhere.example", State.TLS)):  # fmt: skip
        wrapped = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ca.issue_cert(name).configure_cert(wrapped)
        servers.append(serve(wrapped))
        urls[f"https://127.0.0.1:{servers[-1].server_port}/{name}"] = state
    found = ask(*urls, manners=Manners(seconds=2, pause=0, retries=0, context=context, inward=True))
    assert {url: verdict.state for url, verdict in found.items()} == urls
    assert "mismatch" in next(v.detail for url, v in found.items() if "elsewhere" in url).lower()
    for server in servers:
        server.shutdown()
        server.server_close()


def test_one_host_is_asked_one_question_at_a_time_and_others_are_not_kept_waiting(rude: Server) -> None:
    other = serve()
    urls = [f"http://127.0.0.1:{rude.server_port}/{n}x" for n in range(4)]
    far = [f"http://localhost:{other.server_port}/{n}x" for n in range(4)]
    ask(*urls, *far, manners=Manners(seconds=2, pause=0.5, retries=0, inward=True))
    spans = []
    for server in (rude, other):
        times = sorted(moment for _, _, moment in server.RequestHandlerClass.asked)  # type: ignore[attr-defined]
        spans.append((times[0], times[-1]))
        assert len(times) == 4
        # Half a second apart when they are sent; a busy machine may answer the first one late.
        assert all(later - earlier > 0.2 for earlier, later in pairwise(times))
    assert max(first for first, _ in spans) < min(last for _, last in spans)  # both at once
    other.shutdown()
    other.server_close()


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "[::1]", "2130706433"])
def test_the_own_network_is_never_asked(rude: Server, address: str) -> None:
    """A record, or a server that it names, could otherwise ask what only this machine may see."""
    url = f"http://{address}:{rude.server_port}/fine"
    verdict = ask(url, manners=replace(QUICK, inward=False))[url]
    assert verdict.state in (State.BROKEN, State.SILENT, State.DEAD)
    assert rude.RequestHandlerClass.asked == []  # type: ignore[attr-defined]


def test_nobody_is_led_into_the_own_network(rude: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is looked at, because a server of the open internet can lead anywhere."""
    seen: list[str] = []
    known = line._is_open

    def first_is_open(address: str) -> bool:
        seen.append(address)
        return len(seen) == 1 or known(address)

    monkeypatch.setattr(line, "_is_open", first_is_open)
    url = f"http://127.0.0.1:{rude.server_port}/302?to=http://127.0.0.1:{rude.server_port}/inside"
    found = ask(url, manners=replace(QUICK, inward=False))[url]
    assert (found.state, found.detail) == (State.BROKEN, "no address on the internet")
    assert not [path for _, path, _ in rude.RequestHandlerClass.asked if path == "/inside"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "is_open"),
    [("10.1.2.3", False), ("169.254.169.254", False), ("100.64.0.1", False), ("192.168.0.1", False), ("fd00::1", False),
     ("fe80::1%eth0", False), ("::ffff:10.0.0.1", False), ("::ffff:1.1.1.1", True), ("::", False), ("1.1.1.1", True), ("2606:4700::1111", True)],
)  # fmt: skip
def test_networks_of_ones_own_are_known(address: str, is_open: bool) -> None:
    assert line._is_open(address) is is_open


def test_a_server_of_the_newer_internet_is_asked() -> None:
    """On a machine that knows only the older internet there is no connection, and nothing worse."""
    try:
        server = serve(family=socket.AF_INET6)
    except OSError:
        assert ask("http://[::1]:9/fine")["http://[::1]:9/fine"].state is State.SILENT
        return
    url = f"http://[::1]:{server.server_port}/fine"
    assert ask(url)[url].state is State.WELL
    server.shutdown()
    server.server_close()


def test_nothing_is_unpacked_and_no_body_is_read_to_its_end(rude: Server) -> None:
    """Neither where a page is asked for nor where an archive answers."""
    base = f"http://127.0.0.1:{rude.server_port}"
    tracemalloc.start()
    assert ask(f"{base}/bomb")[f"{base}/bomb"].state is State.WELL
    verdicts = [Verdict("https://gone.example/", State.DEAD)]
    assert find_copies(verdicts, lambda _v: True, endpoint=f"{base}/bomb", pause=0)[0].copy == ""
    assert find_copies(verdicts, lambda _v: True, endpoint=f"{base}/endless", pause=0, seconds=1)[0].copy == ""
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_an_archive_that_drips_holds_nobody_up(rude: Server) -> None:
    started = time.monotonic()
    endpoint = f"http://127.0.0.1:{rude.server_port}/drips"
    found = find_copies([Verdict("https://a.example/", State.DEAD)], lambda _v: True, endpoint=endpoint, pause=0, seconds=0.5)  # fmt: skip
    assert found[0].copy == ""
    assert time.monotonic() - started < 2


def test_a_server_that_recovers_is_well(rude: Server) -> None:
    url = f"http://127.0.0.1:{rude.server_port}/recovers"
    assert ask(url, manners=replace(QUICK, retries=1))[url].state is State.WELL


def test_dead_and_blocked_addresses_stand_under_headings_of_their_own(rude: Server) -> None:
    """A site that turns programs away is not called dead, or somebody would replace what is there."""
    base = f"http://127.0.0.1:{rude.server_port}"
    verdicts = list(ask(*(f"{base}/{code}" for code in (403, 404, 410, 429, 451))).values())
    known = {v.url: Address(v.url, (Place("practices/x.yaml", "sources.a.url", False),)) for v in verdicts}
    text = links_markdown(verdicts, known, Voice(), {})
    dead, blocked = text.split("### Refused to this program")
    assert re.findall(r"/(\d+)>", dead) == ["404", "410"]
    assert re.findall(r"/(\d+)>", blocked) == ["403", "429", "451"]
    assert {v.state in FAULTS for v in verdicts if v.detail in ("403", "429", "451")} == {False}


def test_a_passing_fault_is_asked_again(rude: Server) -> None:
    url = f"http://127.0.0.1:{rude.server_port}/503"
    ask(url, manners=replace(QUICK, retries=1))
    assert len(rude.RequestHandlerClass.asked) == 4  # type: ignore[attr-defined]


def test_archived_copies_are_looked_up_where_the_record_names_none(rude: Server) -> None:
    endpoint = f"http://127.0.0.1:{rude.server_port}/available"
    verdicts = [Verdict(f"https://{name}.example/", State.DEAD, "404") for name in ("gone", "none", "garbled")]
    found = find_copies(verdicts, lambda v: "unwanted" not in v.url, endpoint=endpoint, pause=0)
    assert [v.copy for v in found] == ["https://web.archive.example/web/2024/https://gone.example/", "", ""]
    assert find_copies(verdicts, lambda _v: False, endpoint=endpoint, pause=0) == verdicts


def test_an_archive_that_fails_is_left_alone(rude: Server) -> None:
    endpoint = f"http://127.0.0.1:{rude.server_port}/available"
    verdicts = [Verdict(f"https://garbled{n}.example/", State.DEAD) for n in range(9)]
    find_copies(verdicts, lambda _v: True, endpoint=endpoint, pause=0)
    assert len(rude.RequestHandlerClass.asked) == 3  # type: ignore[attr-defined]


def point_at(root: Path, port: int) -> None:
    """Let the sources of the small repository stand on the rude server."""
    for number, file in enumerate(sorted((root / "practices").glob("*.yaml"))):
        path = ("404", "301?to=/fine", "fine", "403", "slow", "410")[number % 6]
        text = re.sub(
            r'\burl: "?https?://[^\s",}]+"?',
            f'url: "http://127.0.0.1:{port}/{path}#part"',
            file.read_text(encoding="utf-8"),
        )
        file.write_text(text, encoding="utf-8")


def test_the_command_reports_as_markdown_and_json_and_remembers_since_when(small: Path, atd: Run, rude: Server) -> None:
    point_at(small, rude.server_port)
    words = ["links", "--external", "--root", small, "--inward", "--pause", "0", "--seconds", "2", "--archive", f"http://127.0.0.1:{rude.server_port}/available"]  # fmt: skip
    result = atd(*words, "--json", small / "links.json", "--output", small / "links.md", env={"SOURCE_DATE_EPOCH": "1795305600"})  # fmt: skip
    assert result.returncode == 1, result.stderr
    written = json.loads((small / "links.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, json.loads((ROOT / "schema" / "links.schema.json").read_text(encoding="utf-8")))
    states = {urlsplit(link["url"]).path.strip("/"): link["state"] for link in written["links"]}
    assert states["404"] == states["410"] == "dead"
    assert states["403"] == "blocked"
    assert states["301"] == "moved"
    assert all("#" not in link["url"] for link in written["links"])
    text = (small / "links.md").read_text(encoding="utf-8")
    assert "/404> 404 (since 2026-11-22) · `archive_url: https://web.archive.example/" in text
    assert f"→ <http://127.0.0.1:{rude.server_port}/fine>" in text
    later = atd(*words, "--former", small / "links.json", env={"SOURCE_DATE_EPOCH": "1795500000"})
    assert "(since 2026-11-22)" in later.stdout
    due = atd("upkeep", "--root", small, "--links", small / "links.md").stdout
    assert "## External links" in due
    assert "/404>" in due


def test_nothing_is_asked_without_the_option(small: Path, atd: Run, rude: Server) -> None:
    point_at(small, rude.server_port)
    assert atd("links", "--root", small).returncode == 0
    assert atd("check", "--root", small).returncode == 0
    assert rude.RequestHandlerClass.asked == []  # type: ignore[attr-defined]


def test_upkeep_names_what_is_old_and_what_fell_behind(small: Path, atd: Run) -> None:
    file = small / "practices" / "no-release-designated-residence.yaml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r'last_verified: "[\d-]+"', 'last_verified: "2024-01-01"', text)
    title = re.search(r"^title: (.*)$", text, re.MULTILINE)
    assert title
    file.write_text(text.replace(title[1], "Another title that was never translated"), encoding="utf-8")
    told = atd("upkeep", "--root", small).stdout
    assert "no\\-release\\-designated\\-residence.yaml: last checked on 2024\\-01\\-01" in told
    assert re.search(r"- ar: practices/no\\-release\\-designated\\-residence.yaml: 1 text is out of date", told)
    long = "\n".join(f"- line {n} " + "x" * 90 for n in range(2000))
    (small / "links.md").write_text(long, encoding="utf-8")
    cut = atd("upkeep", "--root", small, "--links", small / "links.md").stdout
    assert len(cut) < 65_000
    assert cut.rstrip().endswith("The rest did not fit here.")
