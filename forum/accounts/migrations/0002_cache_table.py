from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """The table of the shared cache. Named, so that it is there too when this ran with another cache configured."""
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
