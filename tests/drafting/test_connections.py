"""Calls of one address are spread over clients, so that no pool grows with the number of callers."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

from guarded_reply.drafting.connections import Connections


class Made:
    """Counts what is built."""

    def __init__(self) -> None:
        self.http: list[object] = []

    def __call__(self, http_client: object) -> int:
        self.http.append(http_client)
        return len(self.http)


async def test_no_client_carries_more_than_a_few_calls_and_free_ones_are_used_again() -> None:
    made = Made()
    connections = Connections(made)
    with ExitStack() as under_way:
        lent = [under_way.enter_context(connections.client()) for _ in range(100)]
        assert max(lent.count(client) for client in set(lent)) <= 6
    assert len({id(http) for http in made.http}) == len(made.http) == len(set(lent))
    with connections.client() as again:
        assert again == lent[0]
    assert len(made.http) == len(set(lent))


async def test_a_given_http_client_is_the_only_one() -> None:
    made, given = Made(), object()
    connections = Connections(made, given)
    with ExitStack() as under_way:
        assert {under_way.enter_context(connections.client()) for _ in range(30)} == {1}
    assert made.http == [given]


def test_each_event_loop_has_clients_of_its_own() -> None:
    made = Made()
    connections = Connections(made)

    async def one() -> int:
        with connections.client() as client:
            return client

    assert (asyncio.run(one()), asyncio.run(one())) == (1, 2)
