"""The ids of all rules, so that a policy file can be checked without loading the rules."""

RULE_IDS = (
    "unexplained-refusal", "delivery-guarantee", "dispatch-promise", "service-deadline", "wrong-shipping-fee", "wrong-price",
    "unauthorised-discount", "unauthorised-compensation", "wrong-return-freight", "wrong-return-terms", "premature-remedy",
    "unsupported-status", "unsupported-product-claim", "false-scarcity", "unknown-identifier", "rude-wording",
    "blame-shifting", "missing-empathy", "missing-greeting", "informal-address", "superlative-claim", "medical-claim",
    "review-bribery", "off-platform-contact", "personal-data", "assistant-leak", "unfilled-placeholder", "wrong-script",
    "chat-format", "banned-word",
)  # fmt: skip
