"""Neighbours come from parents, groups and relations; the strongest relation wins."""

import pytest

import matching
from skills import graph
from skills.models import Concept, Relation

GROUP, SIBLING, BROADER, RELATED, NARROWER = 0.10, 0.25, 0.40, 0.45, 0.8


def dense(parents, groups=None, related=()):
    tau = graph.tau_of(parents, groups or [[] for _ in parents], list(related))
    return tau.toarray()


def test_weights_are_those_of_the_engine():
    ours = [graph.GROUP, graph.SIBLING, graph.BROADER, graph.RELATED, graph.NARROWER, graph.SAME]

    assert [matching.SkillRelation.of(weight) for weight in ours] == list(matching.SkillRelation)[
        1:
    ]


def test_narrower_skill_counts_more_for_a_broad_need_than_the_other_way_round():
    tau = dense([set(), {0}])

    assert (tau[0, 1], tau[1, 0]) == (NARROWER, BROADER)
    assert (tau[0, 0], tau[1, 1]) == (1, 1)


def test_narrower_reaches_down_any_depth_and_broader_one_step():
    tau = dense([set(), {0}, {1}])

    assert (tau[0, 2], tau[2, 0]) == (NARROWER, 0)


def test_children_of_one_parent_are_siblings():
    tau = dense([set(), {0}, {0}])

    assert (tau[1, 2], tau[2, 1]) == (SIBLING, SIBLING)


def test_children_of_a_large_parent_are_not():
    tau = dense([set(), *({0} for _ in range(graph.MAX_SIBLINGS + 1))])

    assert tau[1, 2] == 0


def test_skills_without_parents_are_siblings_by_their_leaf_group():
    tau = dense([set(), set()], [["S1.1"], ["S1.1"]])

    assert tau[0, 1] == SIBLING


def test_a_skill_with_a_parent_is_related_to_its_group_only_as_group():
    tau = dense([set(), {0}, set()], [[], ["S1.1"], ["S1.1"]])

    assert (tau[1, 2], tau[2, 1]) == (GROUP, GROUP)


@pytest.mark.parametrize(
    ("size", "weight"),
    [
        (graph.MAX_SIBLINGS, SIBLING),
        (graph.MAX_SIBLINGS + 1, GROUP),
        (graph.MAX_GROUP, GROUP),
        (graph.MAX_GROUP + 1, 0),
    ],
)
def test_larger_groups_give_weaker_relations(size, weight):
    tau = dense([set() for _ in range(size)], [["S1.1"] for _ in range(size)])

    assert tau[0, 1] == weight


def test_related_holds_both_ways_and_the_strongest_wins():
    tau = dense([set(), set(), {0}], [["S1.1"], ["S1.1"], []], [(0, 1), (0, 2)])

    assert (tau[0, 1], tau[1, 0]) == (RELATED, RELATED)
    assert (tau[0, 2], tau[2, 0]) == (NARROWER, RELATED)


@pytest.mark.django_db
def test_the_shipped_graph_has_the_neighbours_of_gmp_remediation(loaded):
    found = graph.load()
    tau = found.tau.toarray()

    def near(needed: str, held: str) -> float:
        def column(label: str) -> int:
            kinds = ("skill", "knowledge")
            return found.column[Concept.objects.get(label=label, kind__in=kinds).pk]

        return tau[column(needed), column(held)]

    assert near("GMP remediation", "CAPA management") == RELATED
    assert near("apply GMP", "GMP remediation") == NARROWER
    assert near("GMP remediation", "apply GMP") == BROADER
    assert near("patient safety", "maternity safety") == NARROWER
    assert near("batch release", "Qualified Person release") == NARROWER
    assert near("GMP remediation", "works council negotiation") == 0


@pytest.mark.django_db
def test_no_skill_has_too_many_neighbours(loaded):
    tau = graph.load().tau

    assert max(tau.indptr[1:] - tau.indptr[:-1]) < 200


@pytest.mark.django_db
def test_the_graph_is_built_once_until_the_rows_change(loaded, django_assert_num_queries):
    first = graph.load()
    with django_assert_num_queries(3):
        assert graph.load() is first

    broad, narrow = (
        Concept.objects.create(code=f"test:{label}", label=label, kind="skill")
        for label in ("broad", "narrow")
    )
    Relation.objects.create(source=narrow, target=broad, kind=Relation.Kind.BROADER)

    again = graph.load()
    assert again.tau[again.column[broad.pk], again.column[narrow.pk]] == NARROWER
