"""Organisations (责任单位): departments, townships, firms, groups of them, posts."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from attrs import field, frozen

from minsheng.errors import InvalidValue, Lang, each_whole_text, of_type, say, whole_text
from minsheng.responsibility.codes import check_credit_code, check_division_code
from minsheng.responsibility.kinds import kind_of
from minsheng.text import squeeze


class OrganisationKind(enum.Enum):
    """What sort of party it is (单位性质). Told from the name where nobody says it; UNKNOWN is no mistake."""

    GOVERNMENT = "government"
    """人民政府, 管委会."""
    DEPARTMENT = "department"
    """局, 委, 办, 公安 squads."""
    OFFICE = "office"
    """办公室, 督查室, 指挥部, 专班: works within or for others."""
    TOWNSHIP = "township"
    """镇, 乡."""
    STREET = "street"
    """街道办事处."""
    ENTERPRISE = "enterprise"
    """State or private firms: 城发集团, 杰森热力."""
    INSTITUTION = "institution"
    """事业单位, 群团: hospitals, schools, centres, 残联."""
    COURT = "court"
    """法院, 检察院."""
    GROUP = "group"
    """Several at once, printed as one: 各乡镇（街道）."""
    ROLE = "role"
    """A post whose holder is not named: 县政府分管负责同志."""
    UNKNOWN = "unknown"

    def text(self, lang: Lang = "zh") -> str:
        """Its name for a reader."""
        return say(f"responsibility.kind-{self.value}", lang)


def _name(value: str) -> str:
    return squeeze(value)


def _names(value: Iterable[str]) -> tuple[str, ...]:
    """Names without white space, each once, in the order given; a bare string is a mistake of the caller."""
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(dict.fromkeys(squeeze(v) for v in value if squeeze(v)))


def _credit_code(value: str) -> str:
    return check_credit_code(value) if value else ""


def _division_code(value: str) -> str:
    return check_division_code(value) if value else ""


@frozen(kw_only=True)
class Organisation:
    """One party (单位): its name as printed, less white space, and what else is known of it.

    >>> Organisation("县 残 联", aliases=["县残疾人联合会"]).name
    '县残联'
    """

    name: str = field(converter=_name, kw_only=False, validator=whole_text)
    """As the documents print it; empty only for a party that is not named."""
    aliases: tuple[str, ...] = field(default=(), converter=_names, validator=each_whole_text)
    """Other names of the very same body, beyond the general abbreviations of aliases.toml."""
    kind: OrganisationKind = field(default=OrganisationKind.UNKNOWN, validator=of_type(OrganisationKind))
    members: tuple[str, ...] = field(default=(), converter=_names, validator=each_whole_text)
    """Of a group: its organisations. Of a role: the persons that hold the post."""
    credit_code: str = field(default="", converter=_credit_code)
    """统一社会信用代码, 18 characters, checked; empty if not known."""
    division_code: str = field(default="", converter=_division_code)
    """行政区划代码 of its seat, 6 digits (9 for a township), checked; empty if not known."""

    @classmethod
    def guess(cls, name: str) -> Organisation:
        """An organisation with the kind that its name tells, by the rules of kinds.toml.

        >>> Organisation.guess("县财政局").kind, Organisation.guess("各乡镇（街道）").kind
        (<OrganisationKind.DEPARTMENT: 'department'>, <OrganisationKind.GROUP: 'group'>)
        """
        return cls(name, kind=OrganisationKind(kind_of(name)))

    def __str__(self) -> str:
        return self.name
