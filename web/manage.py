#!/usr/bin/env python
"""Django's command line for the web part of Guichet."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet_web.settings")


def main() -> None:
    """Check the environment, then hand over to Django."""
    from guichet_web import environment

    environment.require()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
