"""What must not be visible in a finished message."""
