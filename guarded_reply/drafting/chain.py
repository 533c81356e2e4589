"""Models in order of choice inside one deadline: the next is asked when one is late, down, over its limits or over budget."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from guarded_reply.drafting.background import submit
from guarded_reply.drafting.chat import ChatModel
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.errors import ModelError, ModelOutputError, ModelUnavailable

_SHARE = 0.6  # of the time left goes to a model that has others behind it
_SMALLEST_TRY = 0.05


class Chain:
    """Asks each model in turn. When none answers, the pipeline falls back on the playbook, which ends every chain."""

    punctual = True

    def __init__(self, models: Sequence[ChatModel]) -> None:
        self.models = tuple(models)
        self.name = self.models[0].name if self.models else "playbook"

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The first draft that any model gives; raises the last model's error."""
        return submit(self.adraft(brief, deadline)).result()

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The same without blocking the event loop."""
        last: ModelError = ModelUnavailable("the chain has no model")
        for index, model in enumerate(self.models):
            if deadline.left < _SMALLEST_TRY:
                break
            try:
                return await model.adraft(brief, self._part(index, deadline))
            except ModelError as error:
                last = error
        raise last

    async def astream(self, brief: Brief, deadline: Deadline) -> AsyncGenerator[str | Draft]:
        """Pieces of the first model that begins to answer; a break after the first piece is final, for it may have been sent."""
        last: ModelError = ModelUnavailable("the chain has no model")
        for index, model in enumerate(self.models):
            begun = False
            pieces = model.astream(brief, self._part(index, deadline))
            try:
                async for piece in pieces:
                    begun = True
                    yield piece
                if begun:
                    return
                last = ModelOutputError(f"{model.name}: an empty stream")
            except ModelError as error:
                if begun:
                    raise
                last = error
            finally:
                await pieces.aclose()
        raise last

    def _part(self, index: int, deadline: Deadline) -> Deadline:
        """The time a model may take: all of it for the last, a share for the others."""
        if index == len(self.models) - 1:
            return deadline
        return Deadline.after(min(deadline.left * _SHARE, self.models[index].timeout * 2))
