"""What a notice and each step say (环节内容), for a reader who sees to which case they belong."""

from __future__ import annotations

from minsheng.errors import Lang, comma, say
from minsheng.ledger import (
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    ExtensionAsked,
)
from minsheng.ledger.statements.base import with_clauses


def notice_content(said: CaseOpened, lang: Lang = "zh") -> str:
    """What is to be mended, of which project, by when."""
    return with_clauses(
        said.matter,
        lang,
        concerns=said.project,
        partners=comma(lang).join(said.partners),
        source=said.source,
        grade=said.grade,
        demand=said.demand,
        reply_by=said.reply_by,
        due=said.due,
    )


def step_content(said: CaseStep, lang: Lang = "zh") -> str:
    """What a step says besides what it is; empty where that is all."""
    match said:
        case CaseReplied():
            return with_clauses(said.reply, lang, not_finished_because=said.reason, document=said.document)
        case CaseReminded():
            return with_clauses("", lang, to=said.party, document=said.document, reply_by=said.reply_by)
        case CaseReturned():
            return with_clauses(said.reason, lang, reply_by=said.reply_by)
        case ExtensionAsked():
            return with_clauses(said.reason, lang, progress=said.progress, new_due=said.new_due)
        case CaseExtended():
            return with_clauses(
                "", lang, new_due=said.new_due, body=said.body, document=said.document, reason=said.reason
            )
        case CaseEscalated():
            told = say("supervision.escalated", lang, step=said.step, reason=said.reason)
            return with_clauses(told, lang, to=said.party, body=said.body, document=said.document)
        case CaseVerified():
            how = say("supervision.on-site" if said.visit else "supervision.from-papers", lang)
            return with_clauses(how, lang, findings=comma(lang).join(said.findings))
        case CaseClosed():
            return with_clauses("", lang, result=said.result, document=said.document)
        case CaseReopened():
            return with_clauses(said.reason, lang, reply_by=said.reply_by, due=said.due)
        case _:
            return said.text(lang)
