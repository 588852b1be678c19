"""Hypothesis strategies for this folder: quantities of the shipped units and of words that no table holds."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from minsheng.targets import Qualifier, Quantity, Unit, default_units

KNOWN = [u for u in default_units().units if u.name not in ("%", "‰")]
RATES = [default_units().get(n) for n in ("元/人·年", "元/人·月", "元/院·年", "吨/日", "人/班")]
OPAQUE = [default_units().get(n) for n in ("坨", "垧", "标方")]

values = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False).map(lambda d: d + Decimal(0))
units = st.sampled_from([*KNOWN, *RATES, *OPAQUE, default_units().get("%")])
caveats = st.sampled_from(["", "以实际改造公里数为准", "含支线"])


@st.composite
def quantities(draw: st.DrawFn, unit: st.SearchStrategy[Unit] = units) -> Quantity:
    """Any quantity, without printed text."""
    qualifier = draw(st.sampled_from(Qualifier))
    caveat = draw(caveats)
    if qualifier is Qualifier.FULL_COVERAGE:
        return Quantity(value=100, unit="%", qualifier=qualifier, caveat=caveat)
    value = draw(values)
    upper = value + draw(values) + 1 if qualifier is Qualifier.RANGE else None
    return Quantity(value=value, unit=draw(unit), qualifier=qualifier, upper=upper, caveat=caveat)
