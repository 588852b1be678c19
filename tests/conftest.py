"""What all tests share: hypothesis without timing, and programs that a machine may lack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import settings

pytest_plugins = ["minsheng.testing.fixtures", "minsheng.testing.postgres"]

settings.register_profile("minsheng", deadline=None, print_blob=True)
settings.load_profile("minsheng")


@pytest.fixture
def needs_program() -> Callable[[str], str]:
    """Path of an outside program; without it the test is skipped by name.

    Named in ``MINSHENG_REQUIRE`` (a comma-separated list, set by ``.ci/run``), a missing program is a failure instead,
    so that no check disappears unseen::

        def test_word_opens_it(needs_program):
            soffice = needs_program("soffice")
    """
    required = {name.strip() for name in os.environ.get("MINSHENG_REQUIRE", "").split(",")}

    def find(program: str) -> str:
        path = shutil.which(program)
        if path is None:
            stop = pytest.fail if program in required else pytest.skip
            stop(f"the program {program} is not installed")
        return path

    return find
