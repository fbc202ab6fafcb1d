"""Tests of the embedded city API."""
