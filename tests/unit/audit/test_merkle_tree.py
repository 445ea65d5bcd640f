"""The Merkle tree: others' vectors, an independent reference, and strictness."""

import base64
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.audit.merkle import (
    Tree,
    consistency_ranges,
    inclusion_ranges,
    leaf_hash,
    prove,
    verify_consistency,
    verify_inclusion,
)
from douane.model.errors import StoreError

VECTORS = Path(__file__).parents[2] / "vectors" / "merkle.jsonl"
# The leaves and roots of RFC 6962's reference tests (certificate-transparency, 8 leaves).
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
CT_ROOT = bytes.fromhex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")

leaves = st.lists(st.binary(min_size=32, max_size=32), max_size=40, unique=True)


def reference_root(hashes: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha256(b"\x01" + reference_root(hashes[:k]) + reference_root(hashes[k:])).digest()


def vectors(kind: str) -> dict[str, dict[str, Any]]:
    every = map(json.loads, VECTORS.read_text().splitlines())
    return {vector["file"]: vector for vector in every if vector["file"].startswith(kind)}


INCLUSION = vectors("inclusion/")
CONSISTENCY = vectors("consistency/")


def unbase64(text: str | None) -> bytes:
    return base64.b64decode(text or "")


@pytest.mark.parametrize("vector", INCLUSION.values(), ids=INCLUSION.keys())
def test_inclusion_agrees_with_the_published_vectors(vector: dict[str, Any]) -> None:
    proof = [unbase64(sibling) for sibling in vector["proof"] or []]

    accepted = verify_inclusion(
        vector["leafIdx"],
        vector["treeSize"],
        unbase64(vector["leafHash"]),
        proof,
        unbase64(vector["root"]),
    )

    assert accepted is not vector["wantErr"]


@pytest.mark.parametrize("vector", CONSISTENCY.values(), ids=CONSISTENCY.keys())
def test_consistency_agrees_with_the_published_vectors(vector: dict[str, Any]) -> None:
    proof = [unbase64(sibling) for sibling in vector["proof"] or []]

    accepted = verify_consistency(
        vector["size1"],
        vector["size2"],
        unbase64(vector["root1"]),
        unbase64(vector["root2"]),
        proof,
    )

    assert accepted is not vector["wantErr"]


def test_no_vector_was_left_out() -> None:
    assert (len(INCLUSION), len(CONSISTENCY)) == (98, 98)


def test_the_tree_is_rfc_6962s() -> None:
    assert Tree().extended(map(leaf_hash, CT_LEAVES)).root() == CT_ROOT
    assert Tree().root() == sha256(b"").digest()


@given(hashes=leaves, cut=st.integers(min_value=0, max_value=40))
def test_growing_in_pieces_gives_the_reference_root(hashes: list[bytes], cut: int) -> None:
    tree = Tree().extended(hashes[:cut]).extended(hashes[cut:])

    assert (tree.size, tree.root()) == (len(hashes), reference_root(hashes))


@given(hashes=leaves)
def test_an_edge_survives_storage(hashes: list[bytes]) -> None:
    tree = Tree().extended(hashes)

    assert Tree.decode(tree.encode()) == tree
    with pytest.raises(StoreError) as caught:
        Tree.decode(tree.encode() + b"\x00")
    assert caught.value.code == "log_corrupted"


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x02" + bytes(8), bytes(9), b"\x01" + bytes(7)])
def test_an_unreadable_edge_is_refused(data: bytes) -> None:
    with pytest.raises(StoreError):
        Tree.decode(data)


@given(hashes=leaves.filter(len), data=st.data())
def test_every_leaf_can_be_proven_and_nothing_else(
    hashes: list[bytes], data: st.DataObject
) -> None:
    size, root = len(hashes), reference_root(hashes)
    index = data.draw(st.integers(0, size - 1))
    proof = prove(inclusion_ranges(index, size), hashes)

    assert verify_inclusion(index, size, hashes[index], proof, root)
    other = data.draw(st.integers(-1, size + 1))
    assert verify_inclusion(other, size, hashes[index], proof, root) is (other == index)
    assert not verify_inclusion(index, size, sha256(hashes[index]).digest(), proof, root)
    assert not verify_inclusion(index, size, hashes[index], [*proof, root], root)


@given(hashes=leaves.filter(len), data=st.data())
def test_every_prefix_is_consistent_and_nothing_else(
    hashes: list[bytes], data: st.DataObject
) -> None:
    size = len(hashes)
    first = data.draw(st.integers(1, size))
    old, new = reference_root(hashes[:first]), reference_root(hashes)
    proof = prove(consistency_ranges(first, size), hashes)

    assert verify_consistency(first, size, old, new, proof)
    assert not verify_consistency(first, size, sha256(old).digest(), new, proof)
    assert not verify_consistency(first, size, old, sha256(new).digest(), proof)
    assert not verify_consistency(first, size, old, new, [*proof, old])
    for position, sibling in enumerate(proof):
        spoilt = [*proof[:position], sha256(sibling).digest(), *proof[position + 1 :]]
        assert not verify_consistency(first, size, old, new, spoilt)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_proof_is_made_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_ranges(index, size)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3)])
def test_no_proof_is_made_of_an_empty_or_larger_prefix(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="prefix"):
        consistency_ranges(first, second)


def test_hashes_of_another_length_prove_nothing() -> None:
    assert not verify_inclusion(0, 1, b"short", [], b"short")
    short = Tree(1, (b"short",)).extended([bytes(32)])
    assert not verify_consistency(1, 2, b"s", short.root(), [b"short"])
    assert not verify_inclusion(1, 2, bytes(32), [b"short"], short.root())
