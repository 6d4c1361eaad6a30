"""Looking inside a file: what makes it dangerous to whoever opens it.

Each function yields the sentences that speak against a file.  Nothing is
unpacked further than the limits allow, so that a bomb costs a few
milliseconds.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from motcua.documents.kinds import DOCX, PDF, PNG, XLSX, ZIP, Kind
from motcua.documents.rules import Limits
from motcua.words import Sentence, _

PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
"""How archives begin: one inside another can become arbitrarily large."""

PIECE = 1 << 16

STREAM = re.compile(rb"(?<!end)stream\r?\n")


def speaks_against(kind: Kind, content: bytes, limits: Limits) -> Iterator[Sentence]:
    """Yield why a file of this kind is not taken in."""
    if kind in (DOCX, XLSX, ZIP):
        yield from _archive(kind, content, limits)
        return
    if zipfile.is_zipfile(io.BytesIO(content)):
        yield _(
            "The file is two files in one: an archive is hidden behind the ${kind}.",
            mapping={"kind": kind.said},
        )
    if kind is PDF:
        yield from _pdf(content, limits)
    else:
        yield from _picture(kind, content, limits)


def _archive(kind: Kind, content: bytes, limits: Limits) -> Iterator[Sentence]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    unpacked = sum(each.file_size for each in entries)
    if len(entries) > limits.entries:
        yield _(
            "There are ${n} files inside; at most ${most} are allowed.",
            mapping={"n": len(entries), "most": limits.entries},
        )
        return
    if unpacked > limits.unpacked or unpacked > limits.ratio * len(content):
        yield _(
            "Unpacked, the file would be ${n} MB large; it is packed like a zip bomb.",
            mapping={"n": round(unpacked / 1_000_000)},
        )
        return
    if any(_leaves(each.filename) for each in entries):
        yield _("The file contains paths that lead out of it.")
    if any(each.flag_bits & 1 for each in entries):
        yield _("The file is locked by a password.")
        return
    if kind is not ZIP and any(
        each.filename.lower().endswith("vbaproject.bin") for each in entries
    ):
        yield _("The file contains macros.")
    yield from _entries(archive, entries)


def _leaves(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name


def _entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Sentence]:
    try:
        if any(_begins(archive, each).startswith(PACKED) for each in entries):
            yield _("Another archive is packed inside the file.")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        yield _("The file is damaged: it cannot be unpacked.")


def _begins(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as opened:
        return opened.read(8)


def _pdf(content: bytes, limits: Limits) -> Iterator[Sentence]:
    """Look for what acts by itself, also in packed objects.

    Whole names are looked for, with any letter written as ``#4A``; they are
    long enough not to occur by chance in a packed picture.
    """
    if b"%%EOF" not in content[-2048:]:
        yield _("The file is damaged: the PDF has no end.")
    try:
        whole = content + b"\n" + b"\n".join(_packed_objects(content, limits))
    except (zlib.error, ValueError):
        yield _("The file is packed in a way that cannot be checked.")
        return
    for name in limits.pdf_refuses:
        if _pdf_name(name).search(whole):
            yield _REFUSED_IN_PDF.get(name, _("The PDF contains ${name}.", mapping={"name": name}))


_REFUSED_IN_PDF: dict[str, Sentence] = {
    "JavaScript": _("The PDF contains a program (JavaScript)."),
    "Launch": _("The PDF starts another program when it is opened."),
    "RichMedia": _("The PDF contains films or sounds."),
    "EmbeddedFile": _("Other files are hidden inside the PDF."),
    "Encrypt": _("The PDF is locked by a password."),
}


def _pdf_name(name: str) -> re.Pattern[bytes]:
    letters = "".join(f"(?:{re.escape(each)}|#{ord(each):02x}|#{ord(each):02X})" for each in name)
    return re.compile(f"/{letters}".encode())


def _packed_objects(content: bytes, limits: Limits) -> Iterator[bytes]:
    """Unpack the streams that hold objects; the pages themselves cannot act."""
    left = limits.pdf_unpacked
    packed, flate, filtered = _pdf_name("ObjStm"), _pdf_name("FlateDecode"), _pdf_name("Filter")
    before = 0
    for found in STREAM.finditer(content):
        told = content[max(before, found.start() - 4096) : found.start()]
        told = told[told.rfind(b"obj") + 3 :] if b"obj" in told else told
        before = found.end()
        if not packed.search(told) or not filtered.search(told):
            continue
        if not flate.search(told) or len(re.findall(rb"Decode(?!P)", told)) != 1:
            raise ValueError("packed in an unknown way")
        unpacked = _inflated(memoryview(content)[found.end() :], left)
        left -= len(unpacked)
        if left <= 0:
            raise ValueError("too large when unpacked")
        yield unpacked


def _inflated(packed: memoryview, most: int) -> bytes:
    """Unpack until the packing itself says it is at its end, whatever the file says."""
    unpacking, parts, size = zlib.decompressobj(), [], 0
    for at in range(0, len(packed), PIECE):
        parts.append(unpacking.decompress(packed[at : at + PIECE], most - size))
        size += len(parts[-1])
        if unpacking.eof or size >= most:
            break
    return b"".join(parts)


def _picture(kind: Kind, content: bytes, limits: Limits) -> Iterator[Sentence]:
    try:
        width, height = _png_size(content) if kind is PNG else _jpg_size(content)
    except (struct.error, ValueError):
        yield _("The file is damaged: the picture cannot be read.")
        return
    if width * height > limits.pixels:
        yield _(
            "The picture has ${width} × ${height} points; that is too many.",
            mapping={"width": width, "height": height},
        )


def _png_size(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise ValueError("no header")
    return struct.unpack(">II", content[16:24])


def _jpg_size(content: bytes) -> tuple[int, int]:
    """Walk from mark to mark until the one that tells the size."""
    at = 2
    while True:
        mark, length = struct.unpack(">HH", content[at : at + 4])
        if mark >> 8 != 0xFF or length < 2:
            raise ValueError("no mark where one is due")
        if 0xC0 <= mark & 0xFF <= 0xCF and mark & 0xFF not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
