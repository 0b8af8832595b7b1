"""The database itself keeps what a plan said from being altered: notes were given from it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION zoning_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable_plan BEFORE UPDATE OR DELETE ON zoning_urbanplan
  FOR EACH ROW EXECUTE FUNCTION zoning_refuse_change();
CREATE TRIGGER immutable_plan_whole BEFORE TRUNCATE ON zoning_urbanplan
  FOR EACH STATEMENT EXECUTE FUNCTION zoning_refuse_change();
CREATE TRIGGER immutable_zone BEFORE UPDATE OR DELETE ON zoning_zone
  FOR EACH ROW EXECUTE FUNCTION zoning_refuse_change();
CREATE TRIGGER immutable_zone_whole BEFORE TRUNCATE ON zoning_zone
  FOR EACH STATEMENT EXECUTE FUNCTION zoning_refuse_change();
"""
BACKWARD = "DROP FUNCTION zoning_refuse_change() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("zoning", "0001_plans_and_zones")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
