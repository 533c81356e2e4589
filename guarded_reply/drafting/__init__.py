"""Models that draft a reply: the embedded playbook, and any OpenAI-compatible endpoint."""
