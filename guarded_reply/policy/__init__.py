"""The shop's figures and switches: policy files, rate card, dispatch, returns."""

from guarded_reply.policy.loader import load_policy
from guarded_reply.policy.model import Policy
from guarded_reply.policy.ratecard import Parcel, Quote, parcel_of, quote_parcel, quote_shipping

__all__ = ["Parcel", "Policy", "Quote", "load_policy", "parcel_of", "quote_parcel", "quote_shipping"]
