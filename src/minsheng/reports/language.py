"""The language of a report as files name it (语言标记)."""

from __future__ import annotations

from collections.abc import Mapping

from minsheng.errors import Lang

TAGS: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}
"""By BCP 47."""
