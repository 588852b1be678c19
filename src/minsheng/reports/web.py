"""Templates of web pages (网页模板): shipped beside the code that fills them, with a style sheet of the same name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from minsheng.errors import MissingExtra

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def web_template(
    path: str, *, trim_blocks: bool = False, lstrip_blocks: bool = False, keep_trailing_newline: bool = True
) -> tuple[Template, str]:
    """The template and the style sheet at `path`, from this room's folder and without suffix; white space as jinja2 has it.

    Raises:
        MissingExtra: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError:
        raise MissingExtra("html") from None
    folder = resources.files("minsheng.reports")
    # autoescape=True, not select_autoescape: the latter goes by the file's suffix and misses *.html.j2
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=trim_blocks,
        lstrip_blocks=lstrip_blocks,
        keep_trailing_newline=keep_trailing_newline,
    )
    source = folder.joinpath(f"{path}.html.j2").read_text("utf-8")
    return environment.from_string(source), folder.joinpath(f"{path}.css").read_text("utf-8")
