"""Ids that are valid for one reader."""

from uuid import UUID, uuid4

from interimhub.lib.own_ids import own_id, ref_of

REF = UUID("6f1c9a52-2f0e-4b43-9c53-1c1f0f6f9b11")


def test_an_own_id_can_be_decrypted_to_the_ref():
    refs = [uuid4() for _ in range(200)]

    assert [ref_of(own_id(ref, reader="a"), reader="a") for ref in refs] == refs


def test_two_readers_have_different_ids_of_every_row():
    refs = [uuid4() for _ in range(200)]
    ids = {own_id(ref, reader=reader) for ref in refs for reader in ("a", "b")}

    assert len(ids | set(refs)) == 600


def test_an_own_id_stays_the_same():
    assert own_id(REF, reader="a") == own_id(REF, reader="a")


def test_the_id_of_another_reader_gives_no_row():
    assert ref_of(own_id(REF, reader="b"), reader="a") != REF


def test_refs_that_differ_in_one_bit_have_unrelated_ids():
    ids = [own_id(UUID(int=REF.int ^ 1 << bit), reader="a").int for bit in range(128)]
    base = own_id(REF, reader="a").int

    changed = [(base ^ other).bit_count() for other in ids]

    assert min(changed) > 30
    assert max(changed) < 98
