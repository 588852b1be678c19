"""Findings and questions as lines for a reader (发现、待确认)."""

from __future__ import annotations

from minsheng.errors import Finding, Lang, Question, say


def said_finding(finding: Finding, lang: Lang) -> str:
    """Where, what, how to mend it, and the code."""
    return _line("finding", finding.message(lang), finding.mend(lang), finding.code, lang)


def said_question(question: Question, lang: Lang) -> str:
    """Where and what is asked, and the key of the answer."""
    return _line("question", question.message(lang), "", question.key, lang)


def _line(kind: str, message: str, advice: str, key: str, lang: Lang) -> str:
    behind = say("intake.said-advice", lang, advice=advice) if advice else ""
    return say(f"intake.said-{kind}", lang, message=message + behind, key=key)
