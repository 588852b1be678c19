"""Made-up messy notices."""

from minsheng.testing.notices.judging import FIELDS as FIELDS
from minsheng.testing.notices.judging import Verdict as Verdict
from minsheng.testing.notices.judging import judge as judge
