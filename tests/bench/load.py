"""Asks one address again and again over kept connections, from a process of its own.

`python load.py URL SECONDS CONNECTIONS [header=value …]` prints one JSON line: answers, seconds, and the statuses seen.
The request loops end by themselves, by time.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Tally:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    millis: list[float] = field(default_factory=list)


async def ask(host: str, port: int, request: bytes, until: float, tally: Tally) -> None:
    """One connection, one question after the other."""
    reader, writer = await asyncio.open_connection(host, port)
    while (began := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        tally.statuses[int(head[9:12])] += 1
        tally.millis.append((time.perf_counter() - began) * 1000)
    writer.close()


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.index(b"content-length:") + len(b"content-length:")
    return int(lower[at : lower.index(b"\r\n", at)])


async def run(url: str, seconds: float, connections: int, headers: list[str]) -> Tally:
    """All connections side by side."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", *headers]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    tally = Tally()
    until = time.perf_counter() + seconds
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    await asyncio.gather(*(ask(host, port, request, until, tally) for _ in range(connections)))
    return tally


def main() -> None:
    """Command line."""
    url, seconds, connections, *pairs = sys.argv[1:]
    headers = [pair.replace("=", ": ", 1) for pair in pairs]
    began = time.perf_counter()
    tally = asyncio.run(run(url, float(seconds), int(connections), headers))
    spent = time.perf_counter() - began
    ordered = sorted(tally.millis)
    report = {
        "answers": len(ordered),
        "seconds": spent,
        "statuses": dict(tally.statuses),
        "p50_ms": ordered[len(ordered) // 2] if ordered else None,
        "p95_ms": ordered[int(len(ordered) * 0.95)] if ordered else None,
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
