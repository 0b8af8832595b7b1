"""What the auditor finds although the body's own key signed it: numbers, keys, and copies brought back."""

import copy
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.foundation import merkle
from shubbak.foundation.signed_note import Checkpoint, seal
from shubbak.journal.leaf import microseconds, sealed
from shubbak.journal.receipt import key_id
from shubbak.journal.rules import SYSTEM, Line
from tools import verify

ORIGIN = "miyah/journal/5eed0000"
AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
PRIVATE, SECOND, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
REGISTERS = ("complaints", "incoming", "permits")


def public(private):
    return private.public_key().public_bytes_raw()


KEYS = {key_id(public(PRIVATE)).hex(): public(PRIVATE)}


def row(what, facts):
    made = sealed(Line(what, "1/2026", SYSTEM, AT, facts), bytes)
    shown = {"type": "leaf", "at": microseconds(AT), "what": what, "about": "1/2026", "actor_kind": "system"}
    opened = {"content_salt": made.content_salt.hex(), "facts": facts}
    names = ("content_commitment", "party_commitment")
    return {**shown, **opened, **{name: getattr(made, name).hex() for name in names}}


def entry(register, number, seconds, receipt, what="registry.entered"):
    facts = {"register": register, "kind": register, "year": 2026, "number": number}
    shown = {"receipt_id": f"{receipt:016x}", "manifest_sha256": "00" * 32, "received_at": seconds}
    return row(what, facts | shown)


def signed(leaves, marks=(), origin=ORIGIN, private=PRIVATE):
    """An export; a checkpoint follows the last leaf and each of `marks`."""
    rows, frontier = [{"type": "log", "origin": origin}], []
    for index, leaf in enumerate(leaves):
        rows.append({**leaf, "index": index})
        frontier, _ = merkle.append(index, frontier, verify.leaf_hash(leaf))
        origin = leaf["facts"]["origin"] if leaf["what"] == "journal.epoch" else origin
        if index + 1 in {*marks, len(leaves)}:
            text = Checkpoint(origin, index + 1, merkle.root(frontier), ("time 2026-11-17T09:00:00Z",)).text()
            note = seal(text, origin, public(private), private.sign(text.encode()))
            rows.append({"type": "checkpoint", "note": note})
    return rows


@st.composite
def books(draw):
    """Entries in several registers, as they are taken: numbers and instants grow in each."""
    chosen = draw(st.lists(st.sampled_from(REGISTERS), min_size=4, max_size=30))
    last, made = dict.fromkeys(REGISTERS, 0), []
    for place, register in enumerate(chosen):
        last[register] += 1
        made.append((register, last[register], 1_763_370_000 + place, place))
    return made


def renumbered(made, place, data):
    register, number, seconds, receipt = made[place]
    made[place] = (register, number + data.draw(st.sampled_from((-1, 1, 5))), seconds, receipt)


def left_out(made, place, data):
    """A number that nobody ever got; the last one of a register would be none."""
    register = made[place][0]
    later = [n for n, kept in enumerate(made) if kept[0] == register and n > place]
    del made[place]
    if not later:
        renumbered(made, 0, data)


def received_earlier(made, place, data):
    register, number, seconds, receipt = made[place]
    before = [kept for kept in made[:place] if kept[0] == register]
    made[place] = (register, number, (before[-1][2] if before else seconds) - 1, receipt)
    if not before:
        renumbered(made, place, data)


def given_twice(made, place, data):
    register, number, seconds, _ = made[place]
    made[place] = (register, number, seconds, made[place - 1][3])


@given(books())
@settings(max_examples=20)
def test_registers_without_a_gap_are_told(made):
    found = verify.read_journal(signed([entry(*facts) for facts in made]), KEYS)
    assert [line.split(" ")[0] for line in found.shown()["registers"]] == sorted({facts[0] for facts in made})


@pytest.mark.parametrize("forge", [renumbered, left_out, received_earlier, given_twice])
@given(books(), st.data())
@settings(max_examples=20)
def test_a_number_that_the_key_signed_and_nobody_could_have_got_is_found(forge, made, data):
    forge(made, data.draw(st.integers(0, len(made) - 1)), data)
    with pytest.raises(verify.Altered):
        verify.read_journal(signed([entry(*facts) for facts in made]), KEYS)


def test_an_entry_whose_facts_were_erased_hides_its_number_in_vain():
    forged = entry("complaints", 1, 5, 1)
    forged |= {"facts": None, "content_salt": None}
    with pytest.raises(verify.Altered, match="nothing erases those"):
        verify.read_journal([{"type": "log", "origin": ORIGIN}, {**forged, "index": 0}], KEYS)


def handed_over(old, new):
    facts = {"public_key": public(new).hex(), "before": key_id(public(old)).hex()}
    return row(
        "journal.key", {**facts, "signature": old.sign(verify.handover(public(old), public(new))).hex()}
    )


def test_a_key_that_the_old_one_signed_is_followed_and_no_other():
    leaves = [row("x", {}), handed_over(PRIVATE, SECOND), row("y", {})]
    found = verify.read_journal(signed(leaves, private=SECOND), KEYS)
    assert (len(found.keys), found.rotations) == (2, 1)
    leaves[1]["facts"]["before"] = "00000000"
    with pytest.raises(verify.Altered, match="facts"):
        verify.read_journal(signed_again(leaves, SECOND), KEYS)
    stranger = row("journal.key", {"public_key": public(STRANGER).hex()})
    with pytest.raises(verify.Altered, match="no known key"):
        verify.read_journal(signed([stranger], private=STRANGER), KEYS)


def signed_again(leaves, private):
    return [{"type": "log", "origin": ORIGIN}, *({**leaf, "index": n} for n, leaf in enumerate(leaves))]


def test_a_key_that_another_one_signed_is_no_heir():
    forged = handed_over(STRANGER, SECOND)["facts"] | {"before": next(iter(KEYS))}
    with pytest.raises(verify.Altered, match="was not signed by the one before it"):
        verify.read_journal(signed([row("journal.key", forged)], private=SECOND), KEYS)


def test_newer_keys_are_taken_when_each_was_signed_by_the_one_before(tmp_path):
    old, new = public(PRIVATE), public(SECOND)
    lines = [f"{key_id(key).hex()} {b64encode(key).decode()}" for key in (old, new)]
    signature = b64encode(PRIVATE.sign(verify.handover(old, new))).decode()
    known, newer = tmp_path / "known.txt", tmp_path / "newer.txt"
    known.write_text(lines[0])
    newer.write_text(f"{lines[0]}\n{lines[1]} {signature}\n")
    assert verify.main(["keys", str(newer), "--keys", str(known)]) == 0
    newer.write_text("\n".join(lines))
    assert verify.main(["keys", str(newer), "--keys", str(known)]) == 1
    newer.write_text(f"{lines[0]}\n{lines[1]} {b64encode(bytes(64)).decode()}\n")
    assert verify.main(["keys", str(newer), "--keys", str(known)]) == 2


def epoch(size, signed_size, origin="miyah/journal/5eed0002", before=ORIGIN, abandoned=""):
    facts = {"origin": origin, "before": before, "size": size}
    return row("journal.epoch", {**facts, "signed_size": signed_size, "abandoned": abandoned})


def head(leaves):
    return verify.read_journal(signed(leaves), KEYS).end()


def test_an_epoch_is_told_and_what_it_lost_is_an_alarm_once():
    leaves = [row("a", {"n": n}) for n in range(9)]
    seen = head(leaves[:3]), head(leaves)
    restored = [*leaves[:5], epoch(5, 9), row("b", {})]
    found = verify.read_journal(signed(restored, marks=(5,)), KEYS, seen)
    assert found.losses == [f"{ORIGIN}: leaves 5 to 8, which you saw signed"]
    assert found.shown()["epochs"][0].startswith("miyah/journal/5eed0002 from leaf 5 on")
    again = verify.read_journal(signed([*restored, row("c", {})]), KEYS, [*seen, found.end()])
    assert (again.losses, again.extended) == ([], 7)


def test_an_epoch_that_admits_less_than_was_seen_is_an_alteration():
    leaves = [row("a", {"n": n}) for n in range(9)]
    for forged in (epoch(5, 8), epoch(4, 9), epoch(5, 9, before="miyah/journal/other")):
        with pytest.raises(verify.Altered):
            verify.read_journal(signed([*leaves[:5], forged]), KEYS, [head(leaves)])


def test_a_copy_brought_back_twice_names_the_epoch_that_it_abandons():
    leaves = [row("a", {"n": n}) for n in range(9)]
    first = head([*leaves[:5], epoch(5, 9), row("b", {})])
    second = [*leaves[:5], epoch(5, 9, "miyah/journal/5eed0003", abandoned="miyah/journal/5eed0002@7")]
    assert verify.read_journal(signed(second), KEYS, [first]).losses != []
    silent = [*leaves[:5], epoch(5, 9, "miyah/journal/5eed0003")]
    with pytest.raises(verify.Altered, match="another log"):
        verify.read_journal(signed(silent), KEYS, [first])


def test_an_older_copy_without_an_epoch_is_found():
    leaves = [row("a", {"n": n}) for n in range(9)]
    forked = [*copy.deepcopy(leaves[:5]), *(row("b", {"n": n}) for n in range(6))]
    with pytest.raises(verify.Altered, match="not those of the checkpoint"):
        verify.read_journal(signed(forked), KEYS, [head(leaves)])
    with pytest.raises(verify.Altered, match="another log"):
        verify.read_journal(signed(forked, origin="miyah/journal/new"), KEYS, [head(leaves)])
