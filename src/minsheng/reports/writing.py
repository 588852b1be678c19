"""From a report to bytes and files (输出)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, TypeAlias

from minsheng.errors import MinshengError, replace_file
from minsheng.reports.failures import BrokenRenderer, UnsupportedBlock
from minsheng.reports.plugins import checked, find_renderer
from minsheng.reports.protocol import Renderer
from minsheng.reports.report import Report

Format: TypeAlias = str | Renderer
"""A name (docx), a suffix (.docx) or a renderer of your own."""


def render(report: Report, to: Format) -> bytes:
    """`report` as the bytes of a file.

    Raises:
        UnknownFormat: no such format.
        UnsupportedBlock: the renderer does not know a kind of block of the report.
        BrokenRenderer: a renderer from outside failed.
        MissingExtra: the format needs an extra of the package.

    >>> from minsheng.reports import Paragraph
    >>> render(Report(kind="note", title="说明", blocks=[Paragraph("a|b")]), "md").decode()
    'a\\\\|b\\n'
    """
    renderer = find_renderer(to) if isinstance(to, str) else checked(to)
    supported = tuple(renderer.supports)
    for block in report.blocks:
        if not isinstance(block, supported):
            raise UnsupportedBlock(renderer.name, type(block).__name__)
    try:
        data: object = renderer.render(report)
    except MinshengError:
        raise
    except Exception as error:
        if type(renderer).__module__.startswith("minsheng."):
            raise  # a fault of ours keeps its own traceback
        raise BrokenRenderer(renderer.name, _origin(renderer), f"{type(error).__name__}: {error}") from error
    if not isinstance(data, bytes):
        raise BrokenRenderer(renderer.name, _origin(renderer), f"render returned {type(data).__name__}, not bytes")
    return data


def write(report: Report, path_or_file: str | os.PathLike[str] | BinaryIO, to: Format | None = None) -> None:
    """Write `report`; without `to` the suffix of the path says in which format.

    A path gets the whole file or keeps what it held: the bytes are made first, written beside it under a temporary
    name and moved over it. An open file is written to as it is.

    Raises:
        UnknownFormat: neither `to` nor a suffix says how; what `render` raises.
        OSError: the folder is missing or may not be written to.
    """
    if isinstance(path_or_file, (str, os.PathLike)):
        path = Path(path_or_file)
        replace_file(path, render(report, path.suffix if to is None else to))
        return
    if to is None:
        to = os.path.splitext(str(getattr(path_or_file, "name", "")))[1]
    path_or_file.write(render(report, to))


def _origin(renderer: Renderer) -> str:
    return f"{type(renderer).__module__}:{type(renderer).__qualname__}"
