"""Properties worked out once for a reading, or once for a request: cached_property without the lock of Python 3.11."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801 -- a decorator, named like property
    """Works like ``functools.cached_property``; a reading belongs to one call, so no lock is needed."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> once[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> once[Value] | Value:
        if instance is None:
            return self
        value = self._work_out(instance)
        instance.__dict__[self._name] = value
        return value


class per_request(once[Value]):  # noqa: N801 -- a decorator, named like property
    """A property that follows from request and policy alone: worked out once for both, whatever is checked (see ``beside``)."""

    @overload
    def __get__(self, instance: None, owner: type) -> per_request[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: Any, owner: type) -> per_request[Value] | Value:
        if instance is None:
            return self
        name = self._name
        values = instance.beside.values
        if name not in values:
            values[name] = self._work_out(instance)
        instance.__dict__[name] = value = values[name]
        return value
