"""What a notice says of itself (文件信息)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from minsheng.calendars.days import as_known_day
from minsheng.errors import Undefined, WrongType, as_texts, each_whole_text, of_type, whole_text
from minsheng.text import squeeze

NOT_DATED = Undefined("文件未写日期")
NO_YEAR = Undefined("文件未写年份")
_COUNTY = r"((?![全我本各])[\u4e00-\u9fff]{1,19}?[省市县区州盟旗镇乡])"
_OF_ISSUER = re.compile(rf"(?:中共)?{_COUNTY}(?:委员会|委(?=办|督)|(?:人民)?政府|人民代表大会|人大|管理?委|民生|为民)")
"""某县 in 某县人民政府办公室, 中共某县委办公室, 某市民生实事工作领导小组办公室."""
_OF_TITLE = re.compile(
    rf"(?:关于)?(?:印发|公布|下达)?[《“]?(?:\d{{4}}年度?)?{_COUNTY}(?=\d{{4}}年|人民政府|政府|民生|为民|[\d一二三四五六七八九十]+[件项大])"
)
"""某县 in 某县2024年民生实事清单, 2024年某县民生实事, 某县十大民生实事."""


def parties(value: Iterable[str]) -> tuple[str, ...]:
    """Names of units and persons less their white space: 县 残 联 → 县残联."""
    found = as_texts(value)
    if not found:
        return found
    for name in found:
        if not isinstance(name, str):
            raise WrongType("parties", "str", name)
    return tuple([squeeze(name) for name in found])


@frozen(kw_only=True)
class DocumentInfo:
    """Head and tail of an official document (公文要素), as printed; empty where it prints none.

    Source of the elements: GB/T 9704-2012.

    >>> DocumentInfo(title="关于办好2024年民生实事的通知", issued="2024-02-06").issued
    datetime.date(2024, 2, 6)
    """

    title: str = field(default="", validator=whole_text)
    """发文机关 + 事由 + 文种, joined over its lines."""
    number: str = field(default="", validator=whole_text)
    """发文字号: 梁政发〔2024〕1号."""
    issuer: str = field(default="", validator=whole_text)
    """发文机关."""
    issued: date | Undefined = field(default=NOT_DATED, converter=as_known_day)
    """成文日期."""
    year: int | Undefined = field(default=NO_YEAR, validator=of_type(int, Undefined))
    """The year whose commitments it lists."""
    adopted_by: str = field(default="", validator=whole_text)
    """Who approved the list, and so must approve a change: 县十九届人大三次会议."""
    addressees: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_whole_text)
    """主送机关."""
    copies: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_whole_text)
    """抄送机关."""
    publicity: str = field(default="", validator=whole_text)
    """此件公开发布 or another note of its kind."""
    annexes: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_whole_text)
    """Titles of the 附件."""

    @property
    def place(self) -> str:
        """The county, as titles name it: of the issuer; of the title where that names none; empty if neither does.

        >>> DocumentInfo(issuer="某县人民政府办公室").place, DocumentInfo(title="某县2024年民生实事清单").place
        ('某县', '某县')
        """
        if (issued := _OF_ISSUER.match(self.issuer)) is not None:
            return issued[1]
        unnamed = not self.issuer or self.issuer[0] in "县市区"  # 县政府办公室, of which county it may be
        titled = _OF_TITLE.match(self.title) if unnamed else None
        return titled[1] if titled is not None else self.issuer
