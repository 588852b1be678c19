"""The county (地方) as titles name it."""

from __future__ import annotations

from minsheng.projects import Plan


def place(plan: Plan) -> str:
    """Name of the county; empty if the document has no issuer.

    >>> from minsheng.projects import Document
    >>> place(Plan(year=2024, document=Document(issuer="某县人民政府"), projects=[]))
    '某县'
    """
    return plan.document.issuer.removesuffix("人民政府")
