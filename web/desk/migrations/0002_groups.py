"""The three groups of the desk."""

from django.db import migrations

GROUPS = ("agent", "supervisor", "editor")


def create(apps, _schema_editor):
    """Creates those that are missing."""
    group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("desk", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
