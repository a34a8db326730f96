"""External links, asked of a server on this machine that misbehaves in every way."""

import http.server
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import trustme

from atd.links import Address, Manners, State, Verdict, find_copies, probe_all
from atd.links.addresses import Place
from conftest import ROOT, Run

QUICK = Manners(seconds=0.6, pause=0.0, retries=0, slow=0.3)


class Rude(http.server.BaseHTTPRequestHandler):
    """Answers by the path it is asked for."""

    asked: list[tuple[str, str, float]]

    def do_GET(self) -> None:  # noqa: PLR0911, one answer for each name
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
        elif name == "babbles":
            self.wfile.write(b"I am no web server\r\n\r\n")
            return None
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


def serve(context: ssl.SSLContext | None = None) -> Server:
    handler = type("Handler", (Rude,), {"asked": []})
    server = Server(("127.0.0.1", 0), handler)
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
        ("/301?to=/fine", State.MOVED, "200"),
        ("/308?to=/fine", State.MOVED, "200"),
        ("/302?to=/fine", State.REDIRECTED, "200"),
        ("/301?to=/302%3Fto=/fine", State.REDIRECTED, "200"),
        ("/301?to=/404", State.DEAD, "404"),
        ("/301?to=/", State.DEAD, "leads to the front page"),
        ("/301?to=javascript:alert(1)", State.BROKEN, ""),
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
    found = ask(*urls, manners=Manners(seconds=2, pause=0, retries=0, context=context))
    assert {url: verdict.state for url, verdict in found.items()} == urls
    assert "mismatch" in next(v.detail for url, v in found.items() if "elsewhere" in url).lower()
    for server in servers:
        server.shutdown()
        server.server_close()


def test_one_host_is_asked_one_question_at_a_time_and_others_are_not_kept_waiting(rude: Server) -> None:
    other = serve()
    urls = [f"http://127.0.0.1:{rude.server_port}/{n}x" for n in range(4)]
    far = [f"http://localhost:{other.server_port}/{n}x" for n in range(4)]
    ask(*urls, *far, manners=Manners(seconds=2, pause=0.5, retries=0))
    spans = []
    for server in (rude, other):
        times = sorted(moment for _, _, moment in server.RequestHandlerClass.asked)  # type: ignore[attr-defined]
        spans.append((times[0], times[-1]))
        assert len(times) == 4
        assert all(later - earlier > 0.45 for earlier, later in pairwise(times))
    assert max(first for first, _ in spans) < min(last for _, last in spans)  # both at once
    other.shutdown()
    other.server_close()


def test_a_passing_fault_is_asked_again(rude: Server) -> None:
    url = f"http://127.0.0.1:{rude.server_port}/503"
    ask(url, manners=Manners(seconds=1, pause=0, retries=1))
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
    words = ["links", "--external", "--root", small, "--pause", "0", "--seconds", "2", "--archive", f"http://127.0.0.1:{rude.server_port}/available"]  # fmt: skip
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
