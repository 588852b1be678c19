"""The converter (转换器): our classes in and out of JSON, strictly. Each call makes a new one; nothing is global."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import cast, get_args, get_origin

import attrs
from cattrs import Converter, override
from cattrs.errors import ForbiddenExtraKeysError, IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.preconf.json import make_converter

from minsheng.calendars import Period, RollPolicy
from minsheng.codec import scalars, undefined
from minsheng.codec.quantities import QuantityObject, TargetObject, UnitName, plain, plain_quantity
from minsheng.codec.shapes import PLAN_SCHEMA, Shape, shape
from minsheng.codec.undefined import keys_of
from minsheng.errors import InvalidValue, MinshengError, Place, Question, Undefined, say
from minsheng.projects import Plan
from minsheng.targets import Quantity, Target

Structure = Callable[[object, object], object]
Unstructure = Callable[[object], object]


def converter(*, explaining: bool = False) -> Converter:
    """A new converter for all classes of the library.

    It refuses values of another type, unknown keys, dates and figures in another writing. `explaining`
    collects all errors of a document instead of stopping at the first (`findings` reads them) and is slower.

    >>> convert = converter()
    >>> convert.unstructure(Quantity.parse("120公里"))
    '120公里'
    >>> convert.structure("2024-W07", Period).label()
    '2024年第7周'
    """
    made = make_converter(forbid_extra_keys=True, detailed_validation=explaining)
    _scalars(made)
    made.register_structure_hook_factory(_is_tuple, lambda kind: _tuple(made, kind, explaining))
    made.register_unstructure_hook_factory(_is_tuple, lambda kind: _list(made, kind))
    made.register_structure_hook_factory(attrs.has, lambda kind: _object(made, kind, explaining))
    made.register_unstructure_hook_factory(attrs.has, lambda kind: _document(made, kind))
    made.register_structure_hook_factory(undefined.is_open, lambda kind: _open(made, kind))
    made.register_unstructure_hook_factory(
        undefined.is_open, lambda kind: undefined.unstructuring(_writer(made, undefined.known_part(kind)))
    )
    _values(made)
    return made


def _scalars(made: Converter) -> None:
    made.register_structure_hook(str, scalars.text)
    made.register_structure_hook(bool, scalars.boolean)
    made.register_structure_hook(int, scalars.integer)
    made.register_structure_hook(Decimal, scalars.decimal)
    made.register_structure_hook(Fraction, scalars.fraction)
    made.register_structure_hook(date, scalars.day)
    made.register_structure_hook(time, scalars.time_of_day)
    made.register_structure_hook(datetime, scalars.instant)
    made.register_structure_hook_factory(_is_enum, scalars.member)
    made.register_unstructure_hook(Decimal, lambda v: format(v, "f"))
    made.register_unstructure_hook(Fraction, str)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(time, scalars.time_text)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_unstructure_hook_factory(_is_enum, lambda _: lambda v: v.value)


def _values(made: Converter) -> None:
    """Classes that are not written field by field."""
    made.register_structure_hook(UnitName, lambda v, _: UnitName(scalars.text(v, str)))
    made.register_unstructure_hook(UnitName, lambda v: v.name)
    made.register_structure_hook(Period, scalars.period)
    made.register_unstructure_hook(Period, lambda v: v.code)
    made.register_structure_hook_func(_is_roll, scalars.roll)
    made.register_unstructure_hook_func(_is_roll, lambda v: v.value)

    read_quantity, write_quantity = _reader(made, QuantityObject), _writer(made, QuantityObject)
    read_target, write_target = _reader(made, TargetObject), _writer(made, TargetObject)

    def quantity(value: object, _: object) -> Quantity:
        if type(value) is str:
            return plain_quantity(value)
        if type(value) is not dict:
            raise scalars.wrong_type("quantity", value)
        return cast(QuantityObject, read_quantity(value, QuantityObject)).quantity()

    def target(value: object, _: object) -> Target:
        return cast(TargetObject, read_target(value, TargetObject)).target()

    made.register_structure_hook(Quantity, quantity)
    made.register_unstructure_hook(Quantity, lambda v: plain(v) or write_quantity(QuantityObject.of(v)))
    made.register_structure_hook(Target, target)
    made.register_unstructure_hook(Target, lambda v: write_target(TargetObject.of(v)))


# tuples


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_roll(kind: object) -> bool:
    return kind == RollPolicy


def _tuple(made: Converter, kind: object, explaining: bool) -> Structure:
    """A tuple from a JSON list and from nothing else."""
    parts = get_args(kind)
    if len(parts) != 2 or parts[1] is not ...:
        return _fixed(made, parts)
    part = parts[0]
    hook = _reader(made, part)

    def structure(value: object, _: object) -> tuple[object, ...]:
        if type(value) is not list:
            raise scalars.wrong_type("list", value)
        return tuple([hook(v, part) for v in value])

    def explained(value: object, _: object) -> tuple[object, ...]:
        if type(value) is not list:
            raise scalars.wrong_type("list", value)
        found, errors = [], []
        for i, v in enumerate(value):
            try:
                found.append(hook(v, part))
            except Exception as error:  # all kinds: the findings tell them apart
                error.add_note(IterableValidationNote("", i, part))
                errors.append(error)
        if errors:
            raise IterableValidationError("", errors, tuple)
        return tuple(found)

    return explained if explaining else structure


def _fixed(made: Converter, parts: tuple[object, ...]) -> Structure:
    """A pair or another tuple of fixed length."""
    hooks = [(_reader(made, part), part) for part in parts]

    def structure(value: object, _: object) -> tuple[object, ...]:
        if type(value) is not list or len(value) != len(hooks):
            raise InvalidValue("codec.no-pair", value=scalars.shown(value), n=len(hooks))
        return tuple([hook(v, part) for (hook, part), v in zip(hooks, value, strict=True)])

    return structure


def _list(made: Converter, kind: object) -> Unstructure:
    parts = get_args(kind)
    if len(parts) == 2 and parts[1] is ...:
        hook = _writer(made, parts[0])
        return lambda value: [hook(v) for v in cast("tuple[object, ...]", value)]
    hooks = [_writer(made, part) for part in parts]
    return lambda value: [hook(v) for hook, v in zip(hooks, cast("tuple[object, ...]", value), strict=True)]


# classes


def _object(made: Converter, kind: type, explaining: bool) -> Structure:
    """A class from a JSON object: reasons of unknown values put in place, keys checked, nothing coerced."""
    attrs.resolve_types(kind)
    open_keys = undefined.open_keys(kind)
    before, after = _BEFORE.get(kind), _AFTER.get(kind)
    form = shape(kind)
    overrides = {
        a.name: override(rename=form.keys.get(a.name), struct_hook=_field_hook(made, form, a, explaining))
        for a in attrs.fields(kind)
        if a.init
    }
    build = cast(
        Structure,
        make_dict_structure_fn(kind, made, _cattrs_use_linecache=False, **overrides),  # type: ignore[arg-type]  # the overrides come by name
    )

    def structure(value: object, _: object) -> object:
        if type(value) is not dict:
            raise scalars.wrong_type("object", value)
        if open_keys:
            value = undefined.joined(value, open_keys)
        if before is not None:
            value = before(value)
        built = _strictly(build, value, kind) if not explaining else build(value, kind)
        if after is not None:
            after(built)
        return built

    return structure


def _strictly(build: Structure, value: object, kind: type) -> object:
    """`build`, with the two errors of cattrs that are none of ours told in our way."""
    try:
        return build(value, kind)
    except KeyError as error:
        raise InvalidValue("codec.missing-key", key=error.args[0]) from None
    except ForbiddenExtraKeysError as error:
        key = min(map(str, error.extra_fields))
        raise InvalidValue("codec.unknown-key", key=key[:60], choices=", ".join(keys_of(kind))) from None


def _field_hook(made: Converter, form: Shape, a: attrs.Attribute[object], explaining: bool) -> Structure | None:
    """How a field is read if not by its type alone.

    When explaining, the field's own converter runs there, so that its error has the field's place.
    """
    if a.name in form.null:
        return _text_or_null
    if explaining and (a.converter is not None or a.validator is not None):
        return _checked(_reader(made, a.type), a)
    return None


def _text_or_null(value: object, _: object) -> str:
    return "" if value is None else scalars.text(value, str)


def _checked(hook: Structure, a: attrs.Attribute[object]) -> Structure:
    own: object = a.converter
    convert = own if callable(own) else None
    # only a method of the class looks at the object; others can run before there is one
    general = None if "." in getattr(a.validator, "__qualname__", "") else a.validator

    def structure(value: object, kind: object) -> object:
        found = hook(value, kind)
        if convert is not None:
            found = convert(found)
        if general is not None:
            try:
                general(None, a, found)
            except MinshengError:
                raise
            except ValueError:
                raise InvalidValue("codec.out-of-range", value=scalars.shown(value)) from None
        return found

    return structure


def _document(made: Converter, kind: type) -> Unstructure:
    """A JSON object from an object of a class; fields at their default are left out where the shape does not want them."""
    attrs.resolve_types(kind)
    form, open_keys = shape(kind), undefined.open_keys(kind)
    overrides = {
        a.name: override(
            rename=form.keys.get(a.name),
            omit_if_default=False if a.name in form.always else None,
            unstruct_hook=(lambda v: v or None) if a.name in form.null else None,
        )
        for a in attrs.fields(kind)
        if a.init
    }
    write = cast(
        "Callable[[object], dict[str, object]]",
        make_dict_unstructure_fn(kind, made, _cattrs_omit_if_default=True, _cattrs_use_linecache=False, **overrides),  # type: ignore[arg-type]  # the overrides come by name
    )
    if kind is Plan:
        return lambda value: {"schema": PLAN_SCHEMA, **write(value)}
    if not open_keys:
        return write

    def unstructure(value: object) -> dict[str, object]:
        written = write(value)
        for open_key in open_keys:
            known = getattr(value, open_key.name)
            if isinstance(known, Undefined) and open_key.key in written:
                written[open_key.reason] = known.reason
        return written

    return unstructure


def _open(made: Converter, kind: object) -> Structure:
    known = undefined.known_part(kind)
    return undefined.structuring(_reader(made, known), known)


def _reader(made: Converter, kind: object) -> Structure:
    return cast(Structure, made.get_structure_hook(kind))


def _writer(made: Converter, kind: object) -> Unstructure:
    return cast(Unstructure, made.get_unstructure_hook(kind))


def _without_schema(document: dict[str, object]) -> dict[str, object]:
    """A plan's document less its schema, which must be one that this version reads."""
    check_schema(document.get("schema"))
    return {key: value for key, value in document.items() if key != "schema"}


def check_schema(schema: object) -> None:
    """Refuse a document of another kind or of a newer version.

    Raises:
        InvalidValue: no schema, another one, or a later version of it.
    """
    if schema == PLAN_SCHEMA:
        return
    place = Place(path=".schema")
    name, _, version = PLAN_SCHEMA.partition("/")
    given = scalars.shown(schema)
    if schema is None:
        raise InvalidValue("codec.no-schema", place=place, wanted=PLAN_SCHEMA)
    if given.startswith(f"{name}/") and given[len(name) + 1 :].isdecimal():
        raise InvalidValue("codec.newer-schema", place=place, given=given, wanted=f"{name}/{version}")
    raise InvalidValue("codec.other-schema", place=place, given=given, wanted=PLAN_SCHEMA)


_CODE = re.compile(r"[a-z]+\.[a-z0-9-]+")


def _question(question: object) -> None:
    """A question must be one that this version can ask: its sentence is looked up by its code when it is printed."""
    assert isinstance(question, Question)
    names = [name for name, _ in question.fields]
    try:
        if not _CODE.fullmatch(question.code):
            raise KeyError(question.code)
        say(question.code)
    except (KeyError, OSError):
        raise InvalidValue("codec.unknown-question", place=Place(path=".code"), value=question.code) from None
    if len(set(names)) < len(names) or "key" in names:
        raise InvalidValue("codec.question-fields", place=Place(path=".fields"), value=", ".join(names)[:60])


_BEFORE: dict[type, Callable[[dict[str, object]], dict[str, object]]] = {Plan: _without_schema}
_AFTER: dict[type, Callable[[object], None]] = {Question: _question}
