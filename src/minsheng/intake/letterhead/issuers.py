"""Who issues a document, by the names that its title and the line below it print (发文机关)."""

from __future__ import annotations

import re

from minsheng.intake.letterhead.signatures import PRINTED_YEAR, is_body_name, letterhead_words

_MINUTES = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:人民政府|委员会)(?=[^，。]{0,8}会议纪要)")
_OF_NO_PLACE = re.compile(r"[省市县区旗州镇乡](?:委|人民政府|政府)")  # 市政府2025年重点工作: whose work it is
_HEADLINE = re.compile(
    r"\d{4}年(?:将|要|拟|计划|全力|力争)"
)  # 甲县政府2025年将办好十件实事: what a newspaper says of it
_PLACE = re.compile(r"(?:[镇乡]|苏木|街道)$")  # 云台镇2025年…: the place of the list, not who issues it


def issuer_in(title: str) -> int:
    """How long the name of the issuer in front of a title is; 0 if the title begins without one."""
    if "关于" in title:
        return title.index("关于")
    if (minutes := _MINUTES.match(title)) is not None:
        return minutes.end()
    year = PRINTED_YEAR.search(title)
    place = title[: year.start()] if year is not None and not _HEADLINE.search(title) else ""
    named = is_body_name(place) and not _PLACE.search(place) and not _OF_NO_PLACE.match(place)
    return len(place) if named else 0


def is_short_for(name: str, whole: str) -> bool:
    """Whether a name leaves out the place that the whole one has in front: 市政府办公室, 甲市人民政府办公室."""
    plain = whole.replace("人民政府", "政府")
    return (
        len(plain) > len(name)
        and re.match(r"[省市县区旗州镇乡]?人?民?政府", name) is not None
        and plain.endswith(name.replace("人民政府", "政府"))
    )


def is_issuer(text: str) -> bool:
    """Whether a line under the title is who issues it: a government or its office, no list of addressees."""
    return (
        is_body_name(text)
        and not re.match(r"各|有关|相关", text)
        and text.endswith(("政府", "办公室", "委", *letterhead_words()["issuers"]))
    )
