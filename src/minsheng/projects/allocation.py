"""A target shared out among the members of a group (任务分解), and whether the shares add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from minsheng.errors import InvalidValue, Undefined, each_of_type, of_type, whole_text
from minsheng.targets import Quantity, Target

ANOTHER_UNIT = Undefined("分解数与目标的单位不同，不能相加")


def _quantity(value: Quantity | str) -> Quantity:
    return Quantity.of(value)


@frozen(kw_only=True)
class Share:
    """What one member of the group takes on."""

    party: str = field(validator=whole_text)
    quantity: Quantity = field(converter=_quantity, validator=of_type(Quantity))


def _shares(value: Mapping[str, Quantity | str] | Iterable[Share]) -> tuple[Share, ...]:
    if isinstance(value, Mapping):
        return tuple(Share(party=p, quantity=q) for p, q in value.items())
    return tuple(value)


@frozen(kw_only=True)
class Allocation:
    """How one target is shared out (任务分解), by target id.

    >>> Allocation(target="1.t1", shares={"梁山街道": "60公里", "水泊街道": "40公里"}).shares[1].party
    '水泊街道'
    """

    target: str = field(validator=whole_text)
    shares: tuple[Share, ...] = field(converter=_shares, validator=each_of_type(Share))

    def __attrs_post_init__(self) -> None:
        parties = [s.party for s in self.shares]
        twice = sorted({p for p in parties if parties.count(p) > 1})
        if twice:
            raise InvalidValue("projects.share-twice", target=self.target, party=tuple(twice))


@frozen(kw_only=True)
class Reconciliation:
    """Whole and shares of a target side by side (核对)."""

    target: Target
    allocated: Quantity | Undefined
    difference: Quantity | Undefined
    """Shares less the whole: negative where something is not yet shared out."""
    without_share: tuple[str, ...] = ()
    """Members of the group that have none."""
    outsiders: tuple[str, ...] = ()
    """Parties with a share that do not belong to the group."""

    @property
    def reconciles(self) -> bool:
        """The shares make up the whole exactly, and all of them belong to members of the group."""
        return isinstance(self.difference, Quantity) and self.difference.value == 0 and not self.outsiders


def reconcile(
    target: Target, allocation: Allocation, members: tuple[str, ...], shared: tuple[str, ...]
) -> Reconciliation:
    """Compare the shares with the whole; `members` of the group, `shared`: its parties with a share, both canonical."""
    without = tuple(m for m in members if m not in shared)
    outsiders = tuple(p for p in shared if members and p not in members)
    whole = target.quantity
    if isinstance(whole, Undefined):
        return Reconciliation(
            target=target, allocated=whole, difference=whole, without_share=without, outsiders=outsiders
        )
    try:
        allocated = Quantity.total(s.quantity.to(whole.unit) for s in allocation.shares)
    except InvalidValue:
        return Reconciliation(
            target=target, allocated=ANOTHER_UNIT, difference=ANOTHER_UNIT, without_share=without, outsiders=outsiders
        )
    difference = Quantity(value=allocated.value - whole.value, unit=whole.unit)
    return Reconciliation(
        target=target, allocated=allocated, difference=difference, without_share=without, outsiders=outsiders
    )
