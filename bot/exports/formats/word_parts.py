"""Opening a Word file somebody brings: within bounds, and without believing what it says."""

import zlib
from io import BytesIO
from posixpath import normpath
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.exports.formats import files
from domain.errors import Refusal

MOST_MEMBERS = 2_000
MOST_UNPACKED = 60_000_000
MOST_XML = 20_000_000
"""Bytes of one part of the file that is read."""
_ENCRYPTED = 0x1
_PIECE = 65_536
_RELATIONS = "_rels/.rels"
_OFFICE = "/officeDocument"
_BROKEN = (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, KeyError)


class Package:
    """The parts of a Word file."""

    def __init__(self, said: str, data: bytes) -> None:
        self.said = said
        try:
            self._archive = ZipFile(BytesIO(data))
            members = self._archive.infolist()
        except _BROKEN:
            raise files.damaged(said) from None
        self._names = {member.filename: member for member in members}
        self._check(members)
        self.main = self._main()

    def _check(self, members: list[ZipInfo]) -> None:
        unpacked = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
            raise _too_large(self.said)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise files.locked(self.said)

    def _main(self) -> str:
        relations = self.part(_RELATIONS)
        for relation in relations if relations is not None else ():
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_OFFICE) and target.endswith(".xml"):
                if "word" in target or "document" in target:
                    return target
                raise files.no_document(self.said)
        if "word/document.xml" in self._names:
            return "word/document.xml"
        if "[Content_Types].xml" in self._names:
            raise files.damaged(self.said)
        raise files.no_document(self.said)

    def names(self, start: str) -> list[str]:
        """Return the parts whose name begins like this, in order."""
        return sorted(name for name in self._names if name.startswith(start))

    def beside(self, name: str) -> str:
        """Return the full name of a part that stands beside the main one."""
        folder = self.main.rpartition("/")[0]
        return normpath(f"{folder}/{name}") if folder else name

    def part(self, name: str) -> Element | None:
        """Return a part as XML; None if there is none. Nothing outside the file is ever fetched."""
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        if name not in self._names:
            return None
        try:
            root: Element = fromstring(self._unpacked(name), forbid_dtd=True)
        except (ParseError, DefusedXmlException, LookupError, ValueError):
            raise files.damaged(self.said) from None
        return root

    def _unpacked(self, name: str) -> bytes:
        """Unpack a part, never more of it than is allowed, whatever the file claims."""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(name) as member:
                while piece := member.read(_PIECE):
                    size += len(piece)
                    if size > MOST_XML:
                        raise _too_large(self.said)
                    pieces.append(piece)
        except RuntimeError:
            raise files.locked(self.said) from None
        except _BROKEN:
            raise files.damaged(self.said) from None
        return b"".join(pieces)


def _too_large(said: str) -> Refusal:
    return Refusal(
        f"{said} unpacks to more than a document needs, so it was not opened."
        " Copy its words into a new file and import that."
    )
