"""Examples in docstrings stand as plain doctests; for the pages each becomes a block of code."""

from __future__ import annotations

import re
from typing import Any

import griffe

# from the first >>> to the next empty line, as doctest itself reads it
_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


class Examples(griffe.Extension):
    """Put a fence around every doctest."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called once for each object with its docstring as written."""
        if obj.docstring:
            obj.docstring.value = _EXAMPLE.sub(lambda m: f"\n```pycon\n{m[0]}\n```\n", obj.docstring.value)
