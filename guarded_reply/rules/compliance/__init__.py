"""What law and platform forbid."""
