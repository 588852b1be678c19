"""Which renderers there are (输出格式): those of the package and those of others, found by entry point.

An outsider names a renderer (or a function or class that makes one) in its own ``pyproject.toml``::

    [project.entry-points."minsheng.renderers"]
    csv = "their_package:CsvRenderer"
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import EntryPoint

from attrs import frozen

from minsheng.errors import Finding, Severity
from minsheng.errors.plugins import lacking, load_plugin, origin_of, plugins_of
from minsheng.reports.failures import BrokenRenderer, UnknownFormat
from minsheng.reports.protocol import Renderer

GROUP = "minsheng.renderers"

_SHIPPED = {
    "text": (".txt", "minsheng.reports.renderers.text", "TextRenderer"),
    "markdown": (".md", "minsheng.reports.renderers.markdown", "MarkdownRenderer"),
    "html": (".html", "minsheng.reports.renderers.html", "HtmlRenderer"),
    "docx": (".docx", "minsheng.reports.renderers.docx", "DocxRenderer"),
    "json": (".json", "minsheng.reports.renderers.json", "JsonRenderer"),
}
_ALSO = {"plain": "text", "htm": "html", "word": "docx"}


def find_renderer(name: str) -> Renderer:
    """The renderer called `name`, or the one for that suffix, with or without its dot.

    Raises:
        UnknownFormat: nobody offers it.
        BrokenRenderer: somebody does, and it can not be loaded.
        MissingExtra: the package needs an extra for it.

    >>> find_renderer(".md").name
    'markdown'
    """
    wanted = name.strip().removeprefix(".").lower()
    wanted = _ALSO.get(wanted, wanted)
    for shipped, (suffix, module, maker) in _SHIPPED.items():
        if wanted in (shipped, suffix[1:]):
            made: Renderer = getattr(import_module(module), maker)()
            return made
    outside = _outside()
    if wanted in outside:
        return _load(outside[wanted])
    by_suffix = (r for r in installed_renderers().outside if r.suffix.removeprefix(".").lower() == wanted)
    if (found := next(by_suffix, None)) is not None:
        return found
    raise UnknownFormat(name, (*_SHIPPED, *outside))


@frozen(kw_only=True)
class InstalledRenderers:
    """What is there (已安装的输出格式), and what is there but broken."""

    shipped: tuple[str, ...]
    outside: tuple[Renderer, ...]
    findings: tuple[Finding, ...]
    """One for each plug-in that can not be used, with its name and the reason."""

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.shipped, *(renderer.name for renderer in self.outside))


def installed_renderers() -> InstalledRenderers:
    """All renderers; a broken plug-in is a finding and does not hide the others."""
    outside: list[Renderer] = []
    findings: list[Finding] = []
    for point in plugins_of(GROUP):
        if point.name.lower() in _SHIPPED:
            findings.append(Finding.of("reports.name-taken", Severity.WARNING, renderer=point.name, origin=point.value))
            continue
        try:
            outside.append(_load(point))
        except BrokenRenderer as broken:
            findings.append(Finding.of(broken.code, Severity.ERROR, **broken.fields))
    return InstalledRenderers(shipped=tuple(_SHIPPED), outside=tuple(outside), findings=tuple(findings))


def _outside() -> dict[str, EntryPoint]:
    """Name → the first plug-in of that name."""
    return {p.name.lower(): p for p in reversed(plugins_of(GROUP)) if p.name.lower() not in _SHIPPED}


def _load(point: EntryPoint) -> Renderer:
    return checked(load_plugin(point, BrokenRenderer, makes=True), point.name, point.value)


def checked(candidate: object, name: str = "", origin: str = "") -> Renderer:
    """`candidate`, if it keeps the letter of the contract.

    Raises:
        BrokenRenderer: something is missing; says what.
    """
    own_name, own_origin = origin_of(candidate)
    wrong = lacking(candidate, ("name", "suffix", "supports", "render"), texts=("name", "suffix"))
    if wrong or not isinstance(candidate, Renderer):
        raise BrokenRenderer(name or own_name, origin or own_origin, wrong or "not a renderer")
    supports: object = candidate.supports  # what the types promise is what is checked
    if not isinstance(supports, frozenset):
        raise BrokenRenderer(name or own_name, origin or own_origin, "supports must be a frozenset of block types")
    return candidate
