"""The database itself keeps entries, their events and the series from being altered."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION registry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION registry_series_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.last < OLD.last OR NEW.last_at < OLD.last_at
     OR NEW.register_id <> OLD.register_id OR NEW.year <> OLD.year THEN
    RAISE EXCEPTION 'a series only grows' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION registry_receipt_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.entry_id <> OLD.entry_id
     OR (OLD.signature IS NOT NULL AND (NEW.payload, NEW.signature) IS DISTINCT FROM (OLD.payload, OLD.signature)) THEN
    RAISE EXCEPTION 'a receipt is signed once and never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER immutable_entry BEFORE UPDATE OR DELETE ON registry_entry
  FOR EACH ROW EXECUTE FUNCTION registry_refuse_change();
CREATE TRIGGER immutable_entry_whole BEFORE TRUNCATE ON registry_entry
  FOR EACH STATEMENT EXECUTE FUNCTION registry_refuse_change();
CREATE TRIGGER immutable_entry_event BEFORE UPDATE OR DELETE ON registry_entryevent
  FOR EACH ROW EXECUTE FUNCTION registry_refuse_change();
CREATE TRIGGER immutable_entry_event_whole BEFORE TRUNCATE ON registry_entryevent
  FOR EACH STATEMENT EXECUTE FUNCTION registry_refuse_change();
CREATE TRIGGER series_only_grow BEFORE UPDATE OR DELETE ON registry_series
  FOR EACH ROW EXECUTE FUNCTION registry_series_only_grow();
CREATE TRIGGER receipt_stands BEFORE UPDATE OR DELETE ON registry_receipt
  FOR EACH ROW EXECUTE FUNCTION registry_receipt_stands();
"""
BACKWARD = """
DROP FUNCTION registry_refuse_change() CASCADE;
DROP FUNCTION registry_series_only_grow() CASCADE;
DROP FUNCTION registry_receipt_stands() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
