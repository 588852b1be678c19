"""Nothing public appears, changes or goes unseen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.package.public_api import described


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="signatures are printed differently by other versions of Python"
)
def test_the_public_interface_is_the_one_that_was_reviewed() -> None:
    reviewed = Path(__file__).with_name("public_api.txt").read_text("utf-8")
    now = described()
    gone = sorted(set(reviewed.splitlines()) - set(now.splitlines()))
    new = sorted(set(now.splitlines()) - set(reviewed.splitlines()))
    renew = "renew: python -m tests.package.public_api > tests/package/public_api.txt"
    assert now == reviewed, "\n".join([renew, *(f"- {line}" for line in gone), *(f"+ {line}" for line in new)])
