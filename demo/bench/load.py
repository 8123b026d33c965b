"""Asks one address again and again over connections that stay open, from processes of their own."""

from __future__ import annotations

import multiprocessing
import socket
import time
from urllib.parse import urlsplit


def requests_per_second(url: str, *, seconds: float = 5.0, processes: int = 4, gzip: bool = True) -> float:
    """How many whole answers a second come back. Every answer must be a 200."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        counts = pool.starmap(_ask, [(url, seconds, gzip)] * processes)
    return sum(count / spent for count, spent in counts)


def _ask(url: str, seconds: float, gzip: bool) -> tuple[int, float]:
    parts = urlsplit(url)
    lines = [f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: keep-alive"]
    request = "\r\n".join([*lines, *(["Accept-Encoding: gzip"] if gzip else []), "", ""]).encode()
    with socket.create_connection((parts.hostname or "", parts.port or 80)) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        count, begun = 0, time.perf_counter()
        while (spent := time.perf_counter() - begun) < seconds:
            link.sendall(request)
            _read_answer(link)
            count += 1
    return count, spent


def _read_answer(link: socket.socket) -> None:
    held = b""
    while (end := held.find(b"\r\n\r\n")) < 0:
        part = link.recv(65536)
        if not part:
            raise ConnectionError("The server closed the connection.")
        held += part
    head = held[:end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise ValueError(head.split(b"\r\n", 1)[0].decode())
    start = head.index(b"content-length:") + len(b"content-length:")
    missing = int(head[start:].split(b"\r\n", 1)[0]) - (len(held) - end - 4)
    while missing > 0:
        missing -= len(link.recv(65536))
