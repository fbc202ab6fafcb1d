"""Measures how well the assistant understands: `python -m tools.evaluate`."""
