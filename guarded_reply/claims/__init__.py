"""A turn and its request read into typed claims, each with its span and the fact behind it."""
