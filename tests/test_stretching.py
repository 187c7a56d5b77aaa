"""Stretching: a known answer, one lane, and two turns for everybody in the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from learning import stretching
from learning.errors import Unavailable
from learning.people import passwords
from learning.stretching import Busy, Cost


@pytest.fixture
def taken() -> Iterator[ExitStack]:
    """Both turns are taken, until the stack is closed."""
    with ExitStack() as turns:
        for _ in range(2):
            turns.enter_context(stretching.turn(0))
        yield turns


def test_argon2id_is_the_one_of_its_standard() -> None:
    # RFC 9106, 5.3; the vector has four lanes, and nobody else stretches here
    maker = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    tag = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert maker.derive(b"\x01" * 32).hex() == tag


def test_what_is_stretched_depends_on_secret_salt_and_cost() -> None:
    cost = Cost(32, 1)
    with stretching.turn():
        made = stretching.stretched(b"secret", b"salt" * 4, cost, length=64)
        assert made == stretching.stretched(b"secret", b"salt" * 4, cost, length=64)
        others = {
            stretching.stretched(b"secre", b"salt" * 4, cost, length=64),
            stretching.stretched(b"secret", b"salz" * 4, cost, length=64),
            stretching.stretched(b"secret", b"salt" * 4, Cost(64, 1), length=64),
            stretching.stretched(b"secret", b"salt" * 4, Cost(32, 2), length=64),
        }
    assert len(made) == 64
    assert len(others - {made}) == 4


def test_it_is_the_argon2id_of_passwords_with_one_lane() -> None:
    with stretching.turn():
        made = stretching.stretched(b"secret", b"salt" * 4, stretching.LIGHT, length=32)
    maker = Argon2id(salt=b"salt" * 4, length=32, iterations=2, lanes=1, memory_cost=19 * 1_024)
    assert maker.derive(b"secret") == made


def test_who_gets_no_turn_in_time_is_told_to_come_back(taken: ExitStack) -> None:
    with pytest.raises(Busy, match=r"Wait a minute") as refused, stretching.turn(0.01):
        raise AssertionError("there is no third turn")
    assert isinstance(refused.value, Unavailable)
    taken.close()
    with stretching.turn(0):
        pass


def test_passwords_take_the_same_turns(taken: ExitStack) -> None:
    made: list[str] = []
    thread = threading.Thread(
        target=lambda: made.append(passwords.hashed("four small wet dogs")), daemon=True
    )
    thread.start()
    thread.join(0.2)
    assert made == [], "it waits for a turn"
    taken.close()
    thread.join(20)
    assert len(made) == 1


def test_a_turn_is_given_back_by_who_fails_in_it() -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), stretching.turn(0):
            raise ZeroDivisionError
