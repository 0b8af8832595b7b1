import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="ServiceVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("service", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=20)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("source", models.TextField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "version"), name="one_content_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "current",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_offered",
                        to="catalogue.serviceversion",
                    ),
                ),
            ],
            options={"ordering": ["position", "code"]},
        ),
    ]
