"""The keys of bills are checked once for a statement, and what they name never goes (ADR 14)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION bills_refuse_to_lose() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'bills name rows of %: none of them goes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER holding_stays BEFORE DELETE ON subscriptions_holding
  FOR EACH ROW EXECUTE FUNCTION bills_refuse_to_lose();
CREATE TRIGGER holding_keeps_its_key BEFORE UPDATE ON subscriptions_holding
  FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.contract_id <> OLD.contract_id)
  EXECUTE FUNCTION bills_refuse_to_lose();
CREATE TRIGGER holdings_stay BEFORE TRUNCATE ON subscriptions_holding
  FOR EACH STATEMENT EXECUTE FUNCTION bills_refuse_to_lose();
CREATE TRIGGER run_stays BEFORE DELETE ON bills_run
  FOR EACH ROW EXECUTE FUNCTION bills_refuse_to_lose();
CREATE TRIGGER run_keeps_its_key BEFORE UPDATE ON bills_run
  FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION bills_refuse_to_lose();
CREATE TRIGGER runs_stay BEFORE TRUNCATE ON bills_run
  FOR EACH STATEMENT EXECUTE FUNCTION bills_refuse_to_lose();

-- A block of ten thousand is looked up by the index, however large a part of the table a planner takes it for.
CREATE FUNCTION bills_check_keys() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (
    SELECT FROM written
    LEFT JOIN subscriptions_holding AS holding
      ON holding.id = written.holding_id AND holding.contract_id = written.contract_id
    LEFT JOIN bills_run AS run ON run.id = written.run_id
    WHERE holding.id IS NULL OR (written.run_id IS NOT NULL AND run.id IS NULL)
  ) THEN
    RAISE EXCEPTION 'a bill names a holding of its contract, or a run, that is not there'
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_keys AFTER INSERT ON bills_bill
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bills_check_keys();
ALTER TABLE bills_bill DROP CONSTRAINT bill_of_a_holding_of_its_contract;
"""
BACKWARD = """
ALTER TABLE bills_bill ADD CONSTRAINT bill_of_a_holding_of_its_contract
  FOREIGN KEY (contract_id, holding_id) REFERENCES subscriptions_holding (contract_id, id)
  DEFERRABLE INITIALLY DEFERRED;
DROP FUNCTION bills_check_keys() CASCADE;
DROP FUNCTION bills_refuse_to_lose() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("bills", "0008_paper_suspension"), ("subscriptions", "0002_holding_of_its_contract")]
    operations = [
        migrations.AlterField(
            model_name="bill",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issued",
                to="bills.run",
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="bills.run",
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="cleared_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
