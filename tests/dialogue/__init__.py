"""Tests of the dialogue policy and of what it decides with."""
