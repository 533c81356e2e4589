"""Promises of arrival, dispatch and service."""
