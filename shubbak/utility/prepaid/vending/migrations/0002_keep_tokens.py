"""The database keeps tokens from being altered, and sales and tokens together: neither without the other."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION vending_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'tokens are never altered or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION vending_sale_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (OLD.ended_at IS NOT NULL AND to_jsonb(NEW) - 'paid_at' <> to_jsonb(OLD) - 'paid_at')
     OR (OLD.tid IS NOT NULL AND (NEW.tid, NEW.keys_id) IS DISTINCT FROM (OLD.tid, OLD.keys_id))
     OR (NEW.id, NEW.key, NEW.kind, NEW.contract_id, NEW.meter_id, NEW.payer_id, NEW.payable_id, NEW.period,
         NEW.money, NEW.amount, NEW.debts, NEW.quantity, NEW.bought, NEW.lines, NEW.asked_at)
     IS DISTINCT FROM
        (OLD.id, OLD.key, OLD.kind, OLD.contract_id, OLD.meter_id, OLD.payer_id, OLD.payable_id, OLD.period,
         OLD.money, OLD.amount, OLD.debts, OLD.quantity, OLD.bought, OLD.lines, OLD.asked_at) THEN
    RAISE EXCEPTION 'what was sold is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION vending_token_of_a_sale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_sold boolean;
BEGIN
  -- at the commit the connection may look at another schema: tables are named with theirs
  EXECUTE format($q$SELECT EXISTS (SELECT FROM %I.vending_sale
    WHERE id = $1 AND state = 'vended' AND meter_id = $2 AND tid = $3)$q$, TG_TABLE_SCHEMA)
    INTO is_sold USING NEW.sale_id, NEW.meter_id, NEW.tid;
  IF NEW.sale_id IS NOT NULL AND NOT is_sold THEN
    RAISE EXCEPTION 'no token without a sale that is vended' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION vending_sale_has_its_token() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE has_token boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I.vending_token WHERE sale_id = $1)', TG_TABLE_SCHEMA)
    INTO has_token USING NEW.id;
  IF NEW.state = 'vended' AND NOT has_token THEN
    RAISE EXCEPTION 'nothing is vended without its token' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER immutable_token BEFORE UPDATE OR DELETE ON vending_token
  FOR EACH ROW EXECUTE FUNCTION vending_refuse_change();
CREATE TRIGGER immutable_token_whole BEFORE TRUNCATE ON vending_token
  FOR EACH STATEMENT EXECUTE FUNCTION vending_refuse_change();
CREATE TRIGGER sale_stands BEFORE UPDATE OR DELETE ON vending_sale
  FOR EACH ROW EXECUTE FUNCTION vending_sale_stands();
CREATE TRIGGER sale_stands_whole BEFORE TRUNCATE ON vending_sale
  FOR EACH STATEMENT EXECUTE FUNCTION vending_refuse_change();
CREATE CONSTRAINT TRIGGER token_of_a_sale AFTER INSERT ON vending_token DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION vending_token_of_a_sale();
CREATE CONSTRAINT TRIGGER sale_has_its_token AFTER INSERT OR UPDATE ON vending_sale
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vending_sale_has_its_token();
"""
BACKWARD = """
DROP FUNCTION vending_refuse_change() CASCADE;
DROP FUNCTION vending_sale_stands() CASCADE;
DROP FUNCTION vending_token_of_a_sale() CASCADE;
DROP FUNCTION vending_sale_has_its_token() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("vending", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
