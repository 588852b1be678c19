"""Who answers for what (责任分工): organisations under all their names, groups, roles, codes.

>>> county = Directory(
...     organisations=[Organisation("县交通运输局"), Organisation("各乡镇（街道）", members=["梁山街道", "韩岗镇"])]
... )
>>> county.canonical("县 交运局")
'县交通运输局'
>>> county.members("各乡镇(街道)")
('梁山街道', '韩岗镇')
"""

from minsheng.responsibility.codes import check_credit_code, check_division_code, credit_check_character
from minsheng.responsibility.directory import Directory
from minsheng.responsibility.organisations import Organisation, OrganisationKind
from minsheng.responsibility.roles import Assignment, Role

__all__ = [
    "Assignment",
    "Directory",
    "Organisation",
    "OrganisationKind",
    "Role",
    "check_credit_code",
    "check_division_code",
    "credit_check_character",
]
