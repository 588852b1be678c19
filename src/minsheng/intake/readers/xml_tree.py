"""XML parts of office files (XML 部件): read with limits, document types refused, only what is asked for kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits

_NODES = 1_200_000
"""Elements of one part that are kept."""
_NONE: dict[str, str] = {}
_CHUNK = 1 << 16


class Node:
    """An element: its name (namespace, space, local name), attributes, elements and text."""

    __slots__ = ("_children", "attributes", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.text = ""
        """Of an element without elements; of others what stands before the first of them."""
        self._children: list[Node] | None = None

    def __iter__(self) -> Iterator[Node]:
        return iter(self._children or ())

    def add(self, child: Node) -> None:
        if self._children is None:
            self._children = [child]
        else:
            self._children.append(child)

    def find(self, *path: str) -> Node | None:
        """The first element of that name within the first of the one before, and so on."""
        found: Node | None = self
        for tag in path:
            if found is None:
                return None
            found = next((child for child in found if child.tag == tag), None)
        return found

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)


class Events:
    """Calls `start`, `end` and `text` for what stands in a part; document types and deep nesting are refused."""

    def __init__(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
        *,
        file: str,
    ) -> None:
        self._file = file
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.StartDoctypeDeclHandler = self._refuse
        self._parser = parser

    def _refuse(self, *_: object) -> None:
        raise Unreadable("intake.forbidden-xml", file=self._file)

    def read(self, data: bytes, *, broken: str, format: str) -> None:
        """All of a part.

        Raises:
            Unreadable: it declares a document type, or is broken (of the code `broken`).
        """
        try:
            for at in range(0, len(data), _CHUNK):
                self._parser.Parse(data[at : at + _CHUNK])
            self._parser.Parse(b"", True)
        except (
            expat.ExpatError,
            ValueError,
            LookupError,
        ) as error:  # an encoding that Python does not know is a LookupError
            raise Unreadable(broken, file=self._file, format=format) from error


class _Building:
    """Builds the tree of a part, less the elements to leave out."""

    def __init__(self, file: str, leave: frozenset[str]) -> None:
        self._file, self._leave = file, leave
        self._open: list[Node] = [Node("", _NONE)]
        self._out = 0
        self._count = 0

    @property
    def root(self) -> Node | None:
        return next(iter(self._open[0]), None)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._out or tag in self._leave:
            self._out += 1
            return
        self._count += 1
        if self._count > _NODES or len(self._open) > limits.DEPTH:
            if self._count > _NODES:
                limits.check("intake.too-many-tags", self._count, _NODES, file=self._file)
            raise Unreadable("intake.too-deep", file=self._file, limit=limits.DEPTH)
        node = Node(tag, attributes or _NONE)
        self._open[-1].add(node)
        self._open.append(node)

    def end(self, _: str) -> None:
        if self._out:
            self._out -= 1
        else:
            self._open.pop()

    def text(self, text: str) -> None:
        if not self._out:
            self._open[-1].text += text


def tree(
    data: bytes,
    *,
    file: str,
    leave: frozenset[str] = frozenset(),
    broken: str = "intake.broken-document",
    format: str = "",
) -> Node:
    """The root of a part, without the elements called in `leave` and what is in them.

    Raises:
        Unreadable: broken, too large, nested too deep, or with a document type.

    >>> root = tree(b"<a x='1'><b>\\xe5\\x8e\\xbf</b><c><b/></c></a>", file="", leave=frozenset({"c"}))
    >>> root.get("x"), [(child.tag, child.text) for child in root]
    ('1', [('b', '县')])
    """
    building = _Building(file, leave)
    Events(building.start, building.end, building.text, file=file).read(data, broken=broken, format=format)
    root = building.root
    if root is None:
        raise Unreadable(broken, file=file, format=format)
    return root


def relations(root: Node) -> Mapping[str, tuple[str, str]]:
    """Of a .rels part: id → kind (the last word of its type) and target."""
    return {
        r.get("Id"): (r.get("Type").rpartition("/")[2], r.get("Target"))
        for r in root
        if r.get("TargetMode") != "External"
    }
