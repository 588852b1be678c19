"""What must have happened by a day (节点)."""

from __future__ import annotations

import enum

from minsheng.errors import Lang, say


class Milestone(enum.Enum):
    """What a time limit is for (节点)."""

    COMPLETE = "complete"
    """完成"""
    START = "start"
    """开工, 动工, 启动"""
    IN_SERVICE = "in_service"
    """投入使用, 投用, 运营, 开学"""
    ONGOING = "ongoing"
    """全年, 长期: goes on, there is no end to reach."""

    def label(self, lang: Lang = "zh") -> str:
        """In words.

        >>> Milestone.IN_SERVICE.label()
        '投入使用'
        """
        return say(f"calendars.milestone-{self.value}", lang)
