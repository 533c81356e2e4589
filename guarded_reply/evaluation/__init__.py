"""Evals: labelled sets, runs that survive a kill, figures with intervals, comparison, reports."""
