"""The head takes another name when, and only when, its last line opened an epoch of that name."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION journal_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.origin = OLD.origin) THEN
        RAISE EXCEPTION 'the head of the journal only grows';
    END IF;
    IF NEW.origin <> OLD.origin AND (NEW.size <> OLD.size OR NEW.peaks <> OLD.peaks OR NOT EXISTS (
        SELECT FROM journal_leaf JOIN journal_leafcontent USING (index)
        WHERE index = OLD.size - 1 AND what = 'journal.epoch' AND content->>'origin' = NEW.origin
    )) THEN
        RAISE EXCEPTION 'the journal takes another name only with the line that opens an epoch';
    END IF;
    RETURN NEW;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION journal_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size <= OLD.size OR NEW.origin <> OLD.origin OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'the head of the journal only grows';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_browsing")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
