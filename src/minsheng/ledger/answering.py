"""Who answers for a project, and among whom a target is shared out (责任单位、分解对象)."""

from __future__ import annotations

from minsheng.projects import Plan, Project


def answering(plan: Plan, project: Project) -> frozenset[str]:
    """Keys of all that may speak for a project: leads, partners, heads in charge, members of groups among them, and
    those that a part of one of its targets is allotted to."""
    key = plan.directory.key
    names = (*project.leads, *project.partners, *project.leaders)
    found = {key(name) for name in names}
    found |= {key(member) for name in names for member in plan.directory.members(name)}
    own = {target.id for target in project.all_targets}
    found |= {key(s.party) for a in plan.allocations if plan.target(a.target).id in own for s in a.shares}
    return frozenset(found)


def members(plan: Plan, target: str) -> dict[str, str]:
    """Key and name of each that does a part of a target: those that it is allotted to, else the members of the groups
    that lead its project; empty where neither is known.

    >>> from minsheng.responsibility import Directory, Organisation
    >>> group = Organisation("各乡镇（街道）", members=["拳铺镇", "水泊街道"])
    >>> road = Project(no="1", name="道路", leads=["各乡镇（街道）"], targets=["400公里"])
    >>> members(Plan(year=2024, projects=[road], directory=Directory(organisations=[group])), "1.t1").values()
    dict_values(['拳铺镇', '水泊街道'])
    """
    key = plan.directory.key
    found: dict[str, str] = {}
    for allocation in plan.allocations:
        if plan.target(allocation.target).id == target:
            found |= {key(s.party): plan.directory.canonical(s.party) for s in allocation.shares}
    project, _ = plan.owner(target)
    for lead in project.leads:
        for name in plan.directory.members(lead):
            found.setdefault(key(name), name)
    return found
