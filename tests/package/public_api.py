"""The public interface as text: every name that a room or the top level exports, with its signature.

python -m tests.package.public_api > tests/package/public_api.txt
"""

from __future__ import annotations

import enum
import importlib
import inspect
import re
from collections.abc import Iterator

import minsheng
from tests.package.sources import rooms

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_QUOTED = re.compile(r"(: |-> )(['\"])(.*?)\2")


def _signature(value: object) -> str:
    try:
        return _QUOTED.sub(r"\1\3", _ADDRESS.sub("", str(inspect.signature(value))))  # type: ignore[arg-type] # what is no callable raises
    except (TypeError, ValueError):
        return ""


def _members(kind: type) -> Iterator[str]:
    if issubclass(kind, enum.Enum):
        for member in kind:
            yield f"{member.name} = {member.value!r}"
    own = [base for base in kind.__mro__ if base.__module__.startswith("minsheng")]
    names = {name for base in own for name in (*vars(base), *getattr(base, "__annotations__", ()))}
    for name in sorted(n for n in names if not n.startswith("_") and n not in getattr(kind, "__members__", ())):
        value = inspect.getattr_static(kind, name, None)
        if isinstance(value, (classmethod, staticmethod)):
            yield f"{name}{_signature(getattr(kind, name))}"
        elif inspect.isfunction(value):
            yield f"{name}{_signature(value)}"
        else:
            yield name


def _described(name: str, value: object) -> Iterator[str]:
    if isinstance(value, type):
        bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
        init = _signature(value) if not issubclass(value, (enum.Enum, BaseException)) else ""
        yield f"  class {name}" + (f"({bases})" if bases else "") + (f": {init}" if init else "")
        for member in _members(value):
            yield f"    {member}"
    elif inspect.isfunction(value) or (callable(value) and hasattr(value, "__wrapped__")):
        yield f"  def {name}{_signature(value)}"
    else:
        yield f"  {name}"


def described() -> str:
    """All of it, one name a line, in an order that does not depend on the machine."""
    lines = ["minsheng", *(f"  {name}" for name in sorted(minsheng.__all__))]
    for room in rooms():
        module = importlib.import_module(f"minsheng.{room}")
        names = getattr(module, "__all__", None) or [
            n
            for n, v in vars(module).items()
            if getattr(v, "__module__", "") == module.__name__ and not n.startswith("_")
        ]
        lines += ["", f"minsheng.{room}"]
        for name in sorted(names):
            lines += _described(name, getattr(module, name))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(described(), end="")
