"""What can go wrong between a report and a file (输出错误)."""

from __future__ import annotations

from minsheng.errors import MinshengError, NotFound


class UnknownFormat(NotFound):
    """No renderer of that name or suffix."""

    code = "reports.unknown-format"

    def __init__(self, name: str, choices: tuple[str, ...]) -> None:
        super().__init__("format", name, choices)


class UnsupportedBlock(MinshengError, TypeError):
    """The report holds a kind of block that the renderer does not know; nothing is left out in silence."""

    code = "reports.unsupported-block"

    def __init__(self, renderer: str, block: str) -> None:
        self.renderer, self.block = renderer, block
        super().__init__(renderer=renderer, block=block)


class BrokenRenderer(MinshengError):
    """A renderer from outside could not be loaded, or failed: it is named, and the others work on."""

    code = "reports.broken-renderer"

    def __init__(self, renderer: str, origin: str, why: str) -> None:
        self.renderer, self.origin, self.why = renderer, origin, why
        super().__init__(renderer=renderer, origin=origin, why=why)
