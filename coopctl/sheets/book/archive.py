"""Zip archives that come in: every part is measured before a library unpacks it.

What the directory of an archive says of sizes is not believed: a part is unpacked piece by piece,
and given up as soon as it is larger than it says, or than anything that is read here.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from coopctl.sheets.book.refusals import Refused

_MOST_UNPACKED = 200 * 2**20
_PIECE = 2**20
# The head of a part: 30 bytes, of which these two say how long its name and what follows are.
_HEAD, _NAME_LENGTH, _EXTRA_LENGTH = 30, slice(26, 28), slice(28, 30)


class Archive:
    """The parts of an archive by name. Raises, once it is made: Refused."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise Refused("broken") from error
        self._parts = {part.filename: part for part in parts}
        if len(self._parts) < len(parts):
            raise Refused(
                "broken"
            )  # of two parts with one name, two programs may read different ones
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("protected")
        if sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise Refused("too large")
        for part in parts:
            self._measure(part)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """Return a part unpacked; nothing where there is none of that name."""
        part = self._parts.get(name)
        return b"".join(self._unpack(part)) if part else b""

    def _measure(self, part: zipfile.ZipInfo) -> None:
        size = 0
        for piece in self._unpack(part):
            size += len(piece)
            if size > part.file_size:
                raise Refused("broken")
        if size != part.file_size:
            raise Refused("broken")

    def _unpack(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        head = self._content[part.header_offset : part.header_offset + _HEAD]
        lengths = (head[_NAME_LENGTH], head[_EXTRA_LENGTH])
        begin = (
            part.header_offset + _HEAD + sum(int.from_bytes(length, "little") for length in lengths)
        )
        packed = self._content[begin : begin + part.compress_size]
        if len(packed) != part.compress_size:
            raise Refused("broken")
        if part.compress_type == zipfile.ZIP_STORED:
            yield packed
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflate(packed)
        else:
            raise Refused("broken")  # no workbook is packed in another way


def _inflate(packed: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not stream.eof:
            piece = stream.decompress(packed, _PIECE)
            if not piece and not stream.unconsumed_tail and not stream.eof:
                raise Refused("broken")
            yield piece
            packed = stream.unconsumed_tail
    except zlib.error as error:
        raise Refused("broken") from error
