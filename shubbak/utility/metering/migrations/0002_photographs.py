"""What somebody saw on a photograph; the database refuses every change of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION metering_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was seen on a photograph is never altered' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable_photocheck BEFORE UPDATE OR DELETE ON metering_photocheck
  FOR EACH ROW EXECUTE FUNCTION metering_refuse_change();
CREATE TRIGGER immutable_photocheck_whole BEFORE TRUNCATE ON metering_photocheck
  FOR EACH STATEMENT EXECUTE FUNCTION metering_refuse_change();
"""
BACKWARD = "DROP FUNCTION metering_refuse_change() CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('metering', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PhotoCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows', models.BigIntegerField(null=True)),
                ('differs', models.BooleanField()),
                ('seen_at', models.DateTimeField()),
                ('reading', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='photo_check', to='metering.reading')),
                ('seen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('differs', True)), fields=['seen_at'], name='photographs_that_differ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('shows__gte', 0)), name='a_photograph_shows_an_index'), models.CheckConstraint(condition=models.Q(('differs', False), ('shows__isnull', False), _connector='OR'), name='what_is_not_read_does_not_differ')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
