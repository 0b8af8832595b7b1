from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Used",
            fields=[
                ("key", models.CharField(max_length=160, primary_key=True, serialize=False)),
                ("amount", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["until"], name="used_until")]},
        ),
        # No line of the write-ahead log for a count that a crash may forget.
        migrations.RunSQL("ALTER TABLE agencies_used SET UNLOGGED", migrations.RunSQL.noop),
    ]
