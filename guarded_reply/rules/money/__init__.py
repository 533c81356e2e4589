"""Fees, prices, discounts and amends."""
