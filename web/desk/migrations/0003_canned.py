"""The first canned replies, from canned.yml."""

from pathlib import Path

import yaml
from django.db import migrations

FILE = Path(__file__).resolve().parents[1] / "canned.yml"


def create(apps, _schema_editor):
    """Creates those whose shortcut is free."""
    replies = apps.get_model("desk", "CannedReply")
    for row in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        replies.objects.get_or_create(shortcut=row.pop("shortcut"), defaults=row)


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("desk", "0002_groups")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
