"""Makes a screenshot light: at most 256 colours, which is what text on flat colours needs (FA-23)."""

import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_COLOURS: Final = 256
_COARSE: Final = bytes(min(255, (value + 4) // 8 * 8) for value in range(256))
"""Shades of the edges of letters that nobody tells apart become one."""

Colour = bytes


def lighter(png: bytes) -> bytes:
    """The same picture, of 8-bit RGB without interlace as browsers write it, with a palette."""
    chunks = list(_chunks(png))
    width, height, depth, kind, *_ = struct.unpack(">IIBBBBB", chunks[0][1])
    if (depth, kind) != (8, 2):
        raise ValueError("not 8-bit RGB")
    packed = b"".join(data for name, data in chunks if name == b"IDAT")
    rows = [row.translate(_COARSE) for row in _unfiltered(zlib.decompress(packed), width * 3, height)]
    pixels = [[row[at : at + 3] for at in range(0, len(row), 3)] for row in rows]
    palette = [colour for colour, _ in Counter(colour for row in pixels for colour in row).most_common(_COLOURS)]
    index = _index(palette)
    body = b"".join(b"\0" + bytes(index(colour) for colour in row) for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _index(palette: list[Colour]) -> Callable[[Colour], int]:
    places = {colour: place for place, colour in enumerate(palette)}

    @cache
    def nearest(colour: Colour) -> int:
        if colour in places:
            return places[colour]
        return min(range(len(palette)), key=lambda place: _distance(palette[place], colour))

    return nearest


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _unfiltered(raw: bytes, width: int, height: int) -> Iterator[bytes]:
    """Undoes the five filters of the PNG specification, row by row."""
    above = bytearray(width)
    for number in range(height):
        start = number * (width + 1)
        row = bytearray(raw[start + 1 : start + 1 + width])
        _undo(raw[start], row, above)
        above = row
        yield bytes(row)


def _undo(kind: int, row: bytearray, above: bytearray) -> None:
    if kind == 0:
        return
    for at in range(len(row)):
        left = row[at - 3] if at >= 3 else 0
        corner = above[at - 3] if at >= 3 else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        row[at] = (row[at] + guess) & 0xFF


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
