"""The database refuses every change of a bill; drafts are reckoned again at will and are not logged."""

from django.db import migrations

FORWARD = """
ALTER TABLE bills_draft SET UNLOGGED;
CREATE FUNCTION bills_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'bills are never altered or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER immutable_bill BEFORE UPDATE OR DELETE ON bills_bill
  FOR EACH ROW EXECUTE FUNCTION bills_refuse_change();
CREATE TRIGGER immutable_bill_whole BEFORE TRUNCATE ON bills_bill
  FOR EACH STATEMENT EXECUTE FUNCTION bills_refuse_change();
"""
BACKWARD = """
DROP FUNCTION bills_refuse_change() CASCADE;
ALTER TABLE bills_draft SET LOGGED;
"""


class Migration(migrations.Migration):
    dependencies = [("bills", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
