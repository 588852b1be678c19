"""The directory of a plan (单位名录): which printed names are one body, and who belongs to a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import evolve, field, frozen

from minsheng.errors import InvalidValue
from minsheng.responsibility.names import fold, full_form
from minsheng.responsibility.organisations import Organisation, OrganisationKind
from minsheng.text import squeeze


def _organisations(value: Iterable[Organisation | str]) -> tuple[Organisation, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(Organisation.guess(v) if isinstance(v, str) else v for v in value)


@frozen(kw_only=True)
class Directory:
    """All organisations that a plan speaks of, found under any of their names.

    Names are one if they differ only in white space, brackets or a general abbreviation (aliases.toml), or if an
    organisation lists them as aliases. A name that is in no list stays as it is printed: never an error.

    >>> county = Directory(organisations=["县交运局", "县民政局"])
    >>> county.same("县交通运输局", "县 交运局"), county.knows("县水务局"), county.resolve("县水务局").kind.value
    (True, False, 'department')
    """

    organisations: tuple[Organisation, ...] = field(default=(), converter=_organisations)
    """Each once, in the order of the notice."""
    area: str = field(default="", converter=squeeze)
    """The county that the names leave out: with 梁山县, 梁山县财政局 is 县财政局. Empty: names are taken as they are."""

    def __attrs_post_init__(self) -> None:
        for organisation in self._index.values():  # finds two organisations of one name
            tuple(self._leaves(organisation, ()))  # finds a group within itself

    def key(self, name: str) -> str:
        """What all names of one body have in common; for comparing and grouping, never for printing."""
        known = self._known(name)
        return self._written(known.name if known else name)

    def _written(self, name: str) -> str:
        folded, area = fold(name), fold(self.area)
        if area and folded.startswith(area) and len(folded) > len(area):
            folded = area[-1] + folded[len(area) :]
        return full_form(folded)

    @cached_property
    def _index(self) -> dict[str, Organisation]:
        index: dict[str, Organisation] = {}
        for organisation in self.organisations:
            if not organisation.name:
                raise InvalidValue("responsibility.no-name")
            for name in dict.fromkeys(self._written(n) for n in (organisation.name, *organisation.aliases)):
                other = index.setdefault(name, organisation)
                if other is not organisation:
                    raise InvalidValue("responsibility.name-twice", name=organisation.name, other=other.name)
        return index

    def _known(self, name: str) -> Organisation | None:
        return self._index.get(self._written(name))

    def resolve(self, name: str) -> Organisation:
        """The organisation that `name` means; if the directory has none, one with that name and the kind it tells."""
        return self._known(name) or Organisation.guess(name)

    def knows(self, name: str) -> bool:
        """Whether `name` is a name of an organisation in the directory."""
        return self._known(name) is not None

    def same(self, a: str, b: str) -> bool:
        """Whether two names mean one body.

        >>> Directory().same("县人社局", "县人力资源社会保障局")
        True
        """
        return self.key(a) == self.key(b)

    def canonical(self, name: str) -> str:
        """The name under which the directory has it; a name that it does not have, less white space."""
        known = self._known(name)
        return known.name if known else squeeze(name)

    def members(self, name: str) -> tuple[str, ...]:
        """Canonical names of all that a group or role stands for, groups within it opened; () for anything else."""
        known = self._known(name)
        if known is None or not known.members:
            return ()
        return tuple(dict.fromkeys(self._leaves(known, ())))

    def _leaves(self, organisation: Organisation, above: tuple[str, ...]) -> Iterator[str]:
        if organisation.name in above:
            raise InvalidValue("responsibility.group-in-itself", name=organisation.name)
        for member in organisation.members:
            known = self._known(member)
            if known is not None and (known.members or known.name == organisation.name):
                yield from self._leaves(known, (*above, organisation.name))
            else:
                yield known.name if known else squeeze(member)

    def with_organisations(self, *organisations: Organisation | str) -> Directory:
        """With these added; one whose name the directory has already under that name takes its place."""
        new = {self._written(o.name): o for o in _organisations(organisations)}
        kept = tuple(new.pop(self._written(o.name), o) for o in self.organisations)
        return evolve(self, organisations=(*kept, *new.values()))

    def with_names(self, names: Iterable[str]) -> Directory:
        """With every name that it does not know yet, each body once under the name that comes first.

        >>> [o.name for o in Directory().with_names(["县交运局", "县财政局", "县交通运输局"]).organisations]
        ['县交运局', '县财政局']
        """
        new: dict[str, Organisation] = {}
        for organisation in _organisations(names):
            if organisation.name and not self.knows(organisation.name):
                new.setdefault(self._written(organisation.name), organisation)
        return evolve(self, organisations=(*self.organisations, *new.values())) if new else self

    def naming(self, role: str, persons: Iterable[str]) -> Directory:
        """With the holders of a post named (分管领导); before that the post is itself a party.

        >>> Directory().naming("县政府分管负责同志", ["甲", "乙"]).members("县政府分管负责同志")
        ('甲', '乙')
        """
        known = self._known(role) or Organisation(role, kind=OrganisationKind.ROLE)
        return self.with_organisations(evolve(known, members=persons))

    def __iter__(self) -> Iterator[Organisation]:
        return iter(self.organisations)

    def __len__(self) -> int:
        return len(self.organisations)
