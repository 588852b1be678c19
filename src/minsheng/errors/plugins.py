"""What other packages bring (插件): found by entry point, loaded only when asked for, named where it is broken.

Stores, renderers and readers each have a group of entry points, a contract and an error of their own; what is the same
in all of them stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points

from minsheng.errors.failures import MinshengError

Broken = Callable[[str, str, str], MinshengError]
"""Makes a room's error of a plug-in's name, where it comes from, and why it can not be used."""


def plugins_of(group: str) -> tuple[EntryPoint, ...]:
    """The plug-ins of a group, in the same order on every machine.

    >>> plugins_of("minsheng.nothing-of-this-kind")
    ()
    """
    return tuple(sorted(entry_points(group=group), key=lambda point: (point.name.lower(), point.value)))


def load_plugin(point: EntryPoint, broken: Broken, *, makes: bool = False) -> object:
    """What the entry point names; where a plug-in is an object and a class or function is named, what that `makes`.

    Raises:
        MinshengError: that of `broken`, whatever the plug-in raised.
    """
    try:
        loaded: object = point.load()
        if makes and callable(loaded) and (isinstance(loaded, type) or hasattr(loaded, "__code__")):
            made: object = loaded()
            return made
        return loaded
    except Exception as error:  # a plug-in may raise anything: it is named, whatever it was
        raise broken(point.name, point.value, why(error)) from error


def why(error: Exception) -> str:
    """What somebody else's code raised, in one line.

    >>> why(KeyError("a"))
    "KeyError: 'a'"
    """
    return f"{type(error).__name__}: {error}"


def lacking(candidate: object, names: Sequence[str], *, texts: Sequence[str] = ()) -> str:
    """What is wrong with an object that should have attributes of these `names`, some of them `texts`; empty if nothing is.

    >>> lacking("a", ["upper", "render"]), lacking("a", ["upper"], texts=["__doc__"])
    ('missing: render', '')
    """
    try:
        if missing := [name for name in names if not hasattr(candidate, name)]:
            return "missing: " + ", ".join(missing)
        wrong = [name for name in texts if not (isinstance(text := getattr(candidate, name), str) and text.strip())]
        return f"not a text: {', '.join(wrong)}" if wrong else ""
    except Exception as error:  # a property of a plug-in may raise anything
        return why(error)


def origin_of(candidate: object) -> tuple[str, str]:
    """Name and origin of a plug-in that was passed as an object."""
    kind = type(candidate)
    return kind.__qualname__, f"{kind.__module__}:{kind.__qualname__}"
