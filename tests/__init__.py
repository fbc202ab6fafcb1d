"""Tests; a package, so that files of different folders may bear the same name."""
