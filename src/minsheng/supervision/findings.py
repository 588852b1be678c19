"""What is wrong or odd about a step of a case (环节提示), in the reader's language; and the refusal of such a step."""

from __future__ import annotations

from attrs import frozen

from minsheng.errors import Finding, Lang, MinshengError, Place, Severity, comma
from minsheng.errors.words import brief, mend, say
from minsheng.supervision.machine import CaseState, Step


@frozen(kw_only=True)
class StepFinding(Finding):
    """A finding about a step of a case. Of severity error: the step does not count, and the case stays as it was.

    Its fields name states and steps by their values; in a sentence they stand in the reader's language.
    """

    @property
    def counts(self) -> bool:
        """Whether the step counts all the same."""
        return self.severity is not Severity.ERROR

    @property
    def choices(self) -> tuple[Step, ...]:
        """The steps that were allowed in its place."""
        return tuple(Step(name) for name in dict(self.fields).get("allowed", "").split())

    def _told(self, lang: Lang) -> dict[str, object]:
        fields: dict[str, object] = dict(self.fields)
        if "state" in fields:
            fields["state"] = CaseState(fields["state"]).label(lang)
        for name in ("step", "later"):
            if name in fields:
                fields[name] = Step(fields[name]).label(lang)
        if "allowed" in fields:
            fields["allowed"] = comma(lang).join(step.label(lang) for step in self.choices) or "—"
        return fields

    def what(self, lang: Lang = "zh") -> str:
        """What it is, in one sentence."""
        return say(self.code, lang, **brief(self._told(lang)))

    def mend(self, lang: Lang = "zh") -> str:
        """How to mend it; may be empty."""
        return mend(self.code, lang, **brief(self._told(lang)))


def step_finding(
    name: str,
    entry: str,
    /,
    *,
    case: str,
    state: CaseState,
    step: Step,
    allowed: tuple[Step, ...] = (),
    counts: bool = False,
    **fields: object,
) -> StepFinding:
    """The finding ``supervision.{name}`` about the entry of a step."""
    told = {
        "case": case,
        "state": state.value,
        "step": step.value,
        "allowed": " ".join(s.value for s in allowed),
        **fields,
    }
    return StepFinding(
        code=f"supervision.{name}",
        severity=Severity.WARNING if counts else Severity.ERROR,
        place=Place(path=entry),
        fields=tuple((key, str(value)) for key, value in told.items()),
    )


class IllegalStep(MinshengError):
    """A step that may not be taken now (不合程序); nothing was recorded.

    `finding` says why, `state` in which state the case is, `choices` which steps may be taken.
    """

    code = "supervision.not-allowed"

    def __init__(self, finding: StepFinding) -> None:
        self.finding = finding
        self.choices = finding.choices
        super().__init__()
        self.fields = dict(finding.fields)
        self.code = finding.code

    @property
    def state(self) -> CaseState:
        """Where the case stands."""
        return CaseState(dict(self.finding.fields)["state"])

    def message(self, lang: Lang = "zh") -> str:
        """Why, in one sentence."""
        return self.finding.what(lang)

    def mend(self, lang: Lang = "zh") -> str:
        """Which steps may be taken."""
        return self.finding.mend(lang)
