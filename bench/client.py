"""A small client that keeps some connections busy, and takes the time of each answer.

One thread and a selector: what the client itself needs of the processor is
little, and the same for every page.
"""

from __future__ import annotations

import gzip
import http.client
import re
import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from bench.tables import part

CONNECTIONS = 8
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ASSET = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js|woff2|svg|png|ico)[^"]*)"')


@dataclass
class Load:
    """What some seconds of asking have brought."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    bad: int = 0
    """Answers other than 200."""

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def ms(self, share: float) -> float:
        """Return within how many milliseconds that share of the answers came."""
        return 1000 * part(self.times, share)


class _Connection:
    """One connection, and the answer that comes in on it."""

    def __init__(self, port: int, requests: Iterator[bytes]):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.ask()

    def ask(self) -> None:
        self.come_in, self.whole = b"", 0
        self.asked = time.perf_counter()
        self.socket.sendall(next(self.requests))

    def is_answered(self) -> bool:
        """Take in what has come; say whether the answer is complete."""
        arrived = self.socket.recv(262_144)
        if not arrived:
            raise ConnectionError("The server closed the connection.")
        self.come_in += arrived
        if not self.whole:
            self._measure()
        return bool(self.whole) and len(self.come_in) >= self.whole

    def _measure(self) -> None:
        head, end, _body = self.come_in.partition(b"\r\n\r\n")
        if end:
            found = LENGTH.search(head)
            if found is None:
                raise ConnectionError(f"An answer without a length: {head[:80]!r}")
            self.whole = len(head) + len(end) + int(found[1])


def load(port: int, requests: Iterable[bytes], seconds: float = 0.0, times: int = 0) -> Load:
    """Send ``requests`` over and over on eight connections, so long or so often."""
    result, source = Load(), cycle(requests)
    selector = selectors.DefaultSelector()
    connections = [_Connection(port, source) for _each in range(CONNECTIONS)]
    for each in connections:
        selector.register(each.socket, selectors.EVENT_READ, each)
    begun = time.perf_counter()
    while (time.perf_counter() - begun < seconds) or len(result.times) < times:
        for key, _event in selector.select(1.0):
            connection = key.data
            if connection.is_answered():
                result.times.append(time.perf_counter() - connection.asked)
                result.bad += b" 200 " not in connection.come_in[:16]
                connection.ask()
    result.seconds = time.perf_counter() - begun
    for each in connections:
        each.socket.close()
    selector.close()
    return result


class Browser:
    """Somebody who goes from page to page, with cookies."""

    def __init__(self, port: int):
        self.port = port
        self.cookies: dict[str, str] = {}

    def request(self, path: str) -> bytes:
        """Return the request for a page, as it goes over the wire."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said = f"Cookie: {cookies}\r\n" if cookies else ""
        return (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Accept-Language: vi\r\nAccept-Encoding: gzip\r\n{said}\r\n"
        ).encode()

    def get(self, path: str) -> tuple[int, str, str]:
        """Return status, text and where else to look."""
        return self._go("GET", path)

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send a form."""
        return self._go("POST", path, urlencode(fields))

    def size_of(self, path: str) -> int:
        """Return the bytes of an answer as they go over the wire, without its head."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers=self._headers())
        size = len(connection.getresponse().read())
        connection.close()
        return size

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Accept-Language": "vi", "Accept-Encoding": "gzip"}
        return {**told, "Cookie": cookies} if cookies else told

    def _go(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = self._headers()
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        text = content.decode("utf8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _semicolon, _rest = value.partition(";")
                told, _equals, said = cookie.partition("=")
                self.cookies[told] = said
        connection.close()
        return answer.status, text, answer.getheader("Location") or ""

    def sign_in(self, account: str, password: str) -> None:
        """Sign in as an official does."""
        _status, page, _to = self.get("/dang-nhap")
        found = TOKEN.search(page)
        assert found, "The page for signing in has no form."
        status, page, _to = self.post(
            "/dang-nhap",
            csrf_token=found[1],
            __formid__="signin",
            account=account,
            password=password,
            sign_in="sign_in",
        )
        if status != 303:
            raise RuntimeError(f"Signing in was answered with {status}.")


def assets(page: str) -> list[str]:
    """Return what a page wants fetched from this server."""
    return list(dict.fromkeys(ASSET.findall(page)))
