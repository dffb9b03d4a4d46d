"""Versions of what is said about files, and captions and posters that can be brought back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing is changed about files that are there: each begins with version 1."""

    dependencies = [
        ("congress", "0013_parts_captions_ticks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("congressfile", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "congressfile",
            "changed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            "FormerPart",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("stored", models.CharField(max_length=40, unique=True)),
                ("content_type", models.CharField(max_length=100)),
                ("replaced", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former",
                        to="congress.congressfile",
                    ),
                ),
            ],
        ),
    ]
