"""What the moment asks for: stage, the questions in the customer's last messages, mood, kind of customer, script."""

from guarded_reply.situation.model import Mood, Question, Situation, Stage
from guarded_reply.situation.reading import read_situation

__all__ = ["Mood", "Question", "Situation", "Stage", "read_situation"]
