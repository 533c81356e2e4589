"""Names the fact behind what the rules left unclaimed: every number, price, time and status of a turn gets its source."""

from __future__ import annotations

from guarded_reply.claims.reading import Reading


def prove(reading: Reading) -> None:
    """Record a claim for each amount and time that no rule has claimed yet."""
    taken = [(claim.start, claim.end) for claim in reading.claims]
    for kind, items in (("amount", reading.amounts), ("time", reading.times)):
        for item in items:
            start, end = reading.turn.form.span(item.start, item.end)
            if not any(left < end and start < right for left, right in taken):
                reading.claim(kind, item.start, item.end, item.text, None)
