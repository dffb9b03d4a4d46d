"""Approvals that are taken back, and answers that staff note for somebody else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two marks, unset for all that is there."""

    dependencies = [("congress", "0011_export_language")]

    operations = [
        migrations.AddField("livequestion", "unapproved", models.BooleanField(default=False)),
        migrations.AddField("liveanswer", "noted", models.BooleanField(default=False)),
    ]
