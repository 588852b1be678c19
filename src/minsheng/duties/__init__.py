"""Who owes what by which day (任务清单): the rhythms of a plan, expanded to instances."""

from minsheng.duties.duties import Duties
from minsheng.duties.duty import Command, Duty
from minsheng.duties.expansion import expand_duties

__all__ = ["Command", "Duties", "Duty", "expand_duties"]
