"""When somebody could be seen: also where a change was noted later than it held."""

from __future__ import annotations

import datetime as dt

from learning.people import places
from learning.supervision import supervisors
from tests.supervision.moments import day
from tests.supervision.organisation import SINCE, TODAY, Organisation


def seen(house: Organisation, person_id: int, on: str) -> set[str]:
    """The teams in which somebody could be seen at noon of a day."""
    noon = dt.datetime.combine(day(on), dt.time(12), dt.UTC)
    return {
        one.team
        for one in supervisors.within(house.session, person_id, dt.UTC)
        if one.since <= noon and (one.before is None or noon < one.before)
    }


def test_a_move_that_was_noted_late_hides_no_look(house: Organisation) -> None:
    """Until it was noted the pages showed what held before."""
    alice = house.cast.alice
    [place] = places.held(house.session, [alice])
    earlier = TODAY - dt.timedelta(days=14)
    places.move(house.session, place.public_id, alice, house.long_term, since=earlier, on=TODAY)
    duty, long_term = house.duty.public_id, house.long_term.public_id
    above = house.family_help.public_id
    assert seen(house, alice, "2027-02-26") == {duty, above}
    assert seen(house, alice, "2027-03-03") == {duty, above, long_term}
    assert seen(house, alice, "2027-03-04") == {long_term, above}


def test_nobody_was_seen_before_their_place_was_noted(house: Organisation) -> None:
    places.put(
        house.session,
        house.cast.ada,
        house.duty,
        places.Span(SINCE),
        supervises=False,
        on=TODAY,
    )
    assert seen(house, house.cast.ada, "2027-03-02") == set()
    assert house.duty.public_id in seen(house, house.cast.ada, "2027-03-03")
