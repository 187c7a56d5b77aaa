"""The same submissions on PostgreSQL: an instance of its own, on a server that is given."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tests.bench import courses
from tests.bench.learners import Learners
from tests.bench.ledger import Ledger
from tests.bench.load import Generator
from tests.bench.place import Place
from tests.bench.rounds import Rounds
from tests.bench.sizes import Sizes
from tests.postgresql import own_database


def loaded(folder: Path, server: str, sizes: Sizes) -> Ledger:
    """All rounds on a database that is made for them and dropped; no response may be missing."""
    with own_database(server) as address:
        place = Place(folder, address.replace("+psycopg", "", 1))
        courses.write(place.courses, min(sizes.modules, courses.PER_COURSE))
        place.run("db", "upgrade")
        place.run("publish")
        with place.debrief() as server_, place.bare() as bare, Learners.of(place) as learners:
            server_.first_page()
            bare.first_page()
            learners.seed(sizes.people)
            learners.give_past(courses.COURSE, courses.STEPPED)
            learners.sign_in(sizes.signed_in)
            with contextlib.closing(Generator(sizes.connections)) as generator:
                rounds = Rounds(learners, generator, sizes, server=server_, bare=bare)
                rounds.write()
            lost = sum(len(one.items) for one in rounds.begun) - learners.responses(rounds.begun)
    rounds.ledger.unexpected[0] += abs(lost)
    return rounds.ledger
