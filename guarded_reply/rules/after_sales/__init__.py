"""Returns: terms, freight, remedies before proof."""
