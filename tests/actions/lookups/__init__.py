"""Tests of the lookups, one file per topic."""
