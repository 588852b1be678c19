"""Words of a project that look like an amount and are no target (疑似数量): each is told, with its place."""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft
from minsheng.intake.trail import Trail
from minsheng.targets import find_overlooked


def tell_overlooked(drafts: Sequence[Draft], numbers: Sequence[str], trail: Trail) -> None:
    """A finding for each such amount in the texts of the projects."""
    for draft, no in zip(drafts, numbers, strict=True):
        for passage in draft.contents:
            for found in find_overlooked(passage.text):
                words = passage[found.start : found.end]
                text = words.squeezed().text[:40]
                trail.find(
                    f"intake.amount-{found.why.value}", Severity.WARNING, words, no=no, field="targets", text=text
                )
