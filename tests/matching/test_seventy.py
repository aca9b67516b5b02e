"""Who meets every must-have and has done the situation is at 70 points or more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Importance, number_of
from tests.matching.worlds import THIS_YEAR, Person, briefs, columns, fit, people, skill_ids

MUST = Importance.MUST

recent = st.integers(THIS_YEAR - 2, THIS_YEAR)
levels = st.integers(0, 5)


@settings(max_examples=200)
@given(
    people(),
    briefs,
    st.dictionaries(skill_ids, levels, min_size=1, max_size=4),
    st.lists(columns, min_size=1, max_size=3),
    recent,
)
def test_every_must_have_and_every_situation_make_seventy_points(
    person: Person, wanted, musts, situations, year
):
    wishes = [one for one in wanted.requirements if one[1] != MUST and one[0] not in musts]
    asked = replace(
        wanted,
        requirements=[*wishes, *((skill, MUST, level) for skill, level in musts.items())],
        situations=situations,
        are_skills_told=False,
        profession=0,
    )
    able = replace(
        person,
        skills=[*person.skills, *((skill, level or 1, year) for skill, level in musts.items())],
        situations=[*person.situations, *((one, year) for one in situations)],
        seniority=asked.seniority,
    )

    assert number_of(fit(able, asked)) >= 70
