"""The container of .doc and .xls (OLE 复合文档): names and bytes of its streams, read with limits."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks."""
_SECTORS = 100_000


class _Container:
    """Its sectors; a chain that loops or leaves the file just ends."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        (_, self._first, _, self.cutoff, self._mini_first, _) = struct.unpack_from("<6I", data, 44)
        fat = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
        more, left = struct.unpack_from("<2I", data, 68)
        while more < _END and left > 0 and len(fat) < _SECTORS:
            numbers = self._numbers(more)
            if not numbers:
                break
            fat += [s for s in numbers[:-1] if s < _END]
            more, left = numbers[-1], left - 1
        self._next = [number for sector in fat[:_SECTORS] for number in self._numbers(sector)]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        data = self._sector(sector)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def chain(self, first: int, limit: int) -> bytes:
        """The bytes of a chain of sectors, at most so many."""
        found: list[bytes] = []
        seen: set[int] = set()
        while first < len(self._next) and first not in seen and len(found) * self._size < limit:
            seen.add(first)
            found.append(self._sector(first))
            first = self._next[first]
        return b"".join(found)[:limit]

    def entries(self) -> Iterator[tuple[str, int, int]]:
        """Name, first sector and size of each stream."""
        directory = self.chain(self._first, 4_000_000)
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            if 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                yield name, *struct.unpack_from("<2I", directory, at + 116)


def names_in(data: bytes) -> frozenset[str]:
    """The names of its streams; none where the container is broken, but for the one that says it is locked.

    >>> names_in(MAGIC + bytes(600))
    frozenset()
    """
    try:
        found = frozenset(name for name, _, _ in _Container(data).entries())
    except struct.error:
        found = frozenset()
    if not found and "EncryptedPackage".encode("utf-16-le") in data[:_SECTORS]:
        return frozenset({"EncryptedPackage"})
    return found


def stream(data: bytes, name: str, limit: int) -> bytes:
    """The first bytes of a stream, at most so many; empty where there is none, or it is small and stands elsewhere."""
    try:
        container = _Container(data)
        for found, first, size in container.entries():
            if found == name and size >= container.cutoff:
                return container.chain(first, min(limit, size))
    except struct.error:
        pass
    return b""
