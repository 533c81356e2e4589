"""The embedded model: drafts from the playbook's own replies and this request's facts, without key or network."""

from guarded_reply.drafting.playbook.model import PlaybookModel, canned_reply, holding_reply

__all__ = ["PlaybookModel", "canned_reply", "holding_reply"]
