"""The stores that are tortured."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty store that several processes can share."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/county.db"
    url: str = request.getfixturevalue("minsheng_postgres_url")
    return url
