"""Locks after a fork (分叉后的锁): the child is without the threads that held them, and would wait for ever."""

from __future__ import annotations

import os
from threading import RLock
from typing import Protocol
from weakref import WeakSet


class Guarded(Protocol):
    """What several threads use one after the other, each under its lock."""

    _lock: RLock


process = object()
"""This process; another object in a forked child, so that what was made for one process alone is told apart from it."""
_GUARDED: WeakSet[Guarded] = WeakSet()


def open_in_children(guarded: Guarded) -> None:
    """In a forked child it gets a new lock, if a thread held the old one that only the parent has."""
    _GUARDED.add(guarded)


def _in_child() -> None:
    global process
    process = object()
    for guarded in _GUARDED:
        if guarded._lock.acquire(blocking=False):  # it was free, or belongs to the thread that forked
            guarded._lock.release()
        else:
            guarded._lock = RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
