"""The database itself keeps a published version from being altered."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published version of a service never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable_version BEFORE UPDATE OR DELETE ON catalogue_serviceversion
  FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_change();
CREATE TRIGGER immutable_version_whole BEFORE TRUNCATE ON catalogue_serviceversion
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_refuse_change();
"""
BACKWARD = "DROP FUNCTION catalogue_refuse_change() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
