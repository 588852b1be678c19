"""Help for those who test their own programs with this library (测试).

`strategies` makes values by hypothesis, `notices` whole documents with their truth; `StoreConformance`, `RendererConformance`, `ReaderConformance` and
`CalendarConformance` are the suites that a store, a renderer, a reader or a working calendar of your own must pass; a `Clock` stands on the day that you set;
fixtures come with ``pytest_plugins = ["minsheng.testing.fixtures"]``. Nothing here is imported before it is named, and
all of it needs ``pip install "minsheng[testing]"``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from minsheng.errors import MissingExtra

if TYPE_CHECKING:
    from minsheng.testing.calendars import CalendarConformance as CalendarConformance
    from minsheng.testing.clocks import Clock as Clock
    from minsheng.testing.readers import ReaderConformance as ReaderConformance
    from minsheng.testing.readers import Sample as Sample
    from minsheng.testing.renderers import RendererConformance as RendererConformance
    from minsheng.testing.stores import StoreConformance as StoreConformance

__all__ = ["CalendarConformance", "Clock", "ReaderConformance", "RendererConformance", "Sample", "StoreConformance"]

_MODULE_OF = {
    "CalendarConformance": "calendars",
    "Clock": "clocks",
    "ReaderConformance": "readers",
    "RendererConformance": "renderers",
    "Sample": "readers",
    "StoreConformance": "stores",
}
_CHECKED = ("calendars", "readers", "renderers", "store_machine", "store_openings", "store_rows", "stores")
"""Modules whose assertions pytest should explain."""


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'minsheng.testing' has no attribute {name!r}")
    try:
        import pytest

        modules = (f"minsheng.testing.{m}" for m in _CHECKED)
        pytest.register_assert_rewrite(*(m for m in modules if m not in sys.modules))
        value: object = getattr(import_module(f"minsheng.testing.{_MODULE_OF[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name not in ("pytest", "hypothesis"):
            raise
        raise MissingExtra("testing") from None
    globals()[name] = value
    return value
