"""Tests of the action server, against an invented city that is not the demonstration."""
