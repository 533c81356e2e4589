"""The service: HTTP, OpenAI-compatible, MCP, with a record of every reply. Needs the extra ``server``."""
