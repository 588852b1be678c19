"""Made-up messy notices with their truth (随机通知), for whoever tests a reader or an interpretation.

`messy_notices()` is a hypothesis strategy, `messy_notice(seed)` one notice a seed; `judge` holds a reading against the
truth, field by field. All places, units, persons and projects are put together from parts: nothing of them exists.

>>> from minsheng.intake import dump_reading, read
>>> notice = messy_notice(2, formats=["docx"])
>>> verdicts = judge(notice.gold(), dump_reading(read(notice.data)))
>>> {v.field for v in verdicts if v.state == "right"} >= {"projects", "leads"}
True
"""

from minsheng.testing.notices.files import FORMATS as FORMATS
from minsheng.testing.notices.judging import FIELDS as FIELDS
from minsheng.testing.notices.judging import Verdict as Verdict
from minsheng.testing.notices.judging import judge as judge
from minsheng.testing.notices.strategy import messy_notice as messy_notice
from minsheng.testing.notices.strategy import messy_notices as messy_notices
from minsheng.testing.notices.truth import Figure as Figure
from minsheng.testing.notices.truth import Head as Head
from minsheng.testing.notices.truth import Limit as Limit
from minsheng.testing.notices.truth import MessyNotice as MessyNotice
from minsheng.testing.notices.truth import Report as Report
from minsheng.testing.notices.truth import Work as Work

__all__ = [
    "FIELDS", "FORMATS", "Figure", "Head", "Limit", "MessyNotice", "Report", "Verdict", "Work", "judge", "messy_notice", "messy_notices",
]  # fmt: skip
