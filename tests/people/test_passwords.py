"""Passwords: what is asked of them, and that nobody learns more than yes or no."""

from __future__ import annotations

import threading

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from learning.errors import Invalid
from learning.people import passwords

GOOD = "four small wet dogs"
KEPT = passwords.hashed(GOOD)


def test_the_right_password_opens_and_another_does_not() -> None:
    assert passwords.matches(GOOD, KEPT)
    assert not passwords.matches("four small wet cats", KEPT)
    assert not passwords.matches("", KEPT)
    assert not passwords.matches(GOOD + " ", KEPT)


def test_only_a_salted_hash_is_kept() -> None:
    assert KEPT.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in KEPT
    assert passwords.hashed(GOOD) != KEPT
    assert len(KEPT) <= 200, "the column takes 200 characters"


@pytest.mark.parametrize("password", ["", "elevenchars", "a" * 201])
def test_a_password_too_short_or_too_long_is_refused_with_advice(password: str) -> None:
    with pytest.raises(Invalid, match=r"12 to 200 characters.*Three or four words"):
        passwords.hashed(password)


@pytest.mark.parametrize("password", ["twelve chars", "密码" * 6, "naïve cafés\x00!", "a" * 200])
def test_any_characters_will_do(password: str) -> None:
    assert passwords.matches(password, passwords.hashed(password))


def test_what_follows_a_password_of_full_length_is_not_ignored() -> None:
    kept = passwords.hashed("a" * 200)
    assert not passwords.matches("a" * 201, kept)


def test_an_unknown_person_costs_the_same_work_and_never_gets_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked: list[str] = []
    verify = Argon2id.verify_phc_encoded

    class Counting:
        """Counts what is checked."""

        @staticmethod
        def verify_phc_encoded(password: bytes, phc: str) -> None:
            checked.append(phc)
            verify(password, phc)

    passwords.matches("anything", None)  # the hash that nobody's password has is made once
    monkeypatch.setattr(passwords, "Argon2id", Counting)
    assert not passwords.matches(GOOD, None)
    assert not passwords.matches("four small wet cats", KEPT)
    known, unknown = (phc.rsplit("$", 2)[0] for phc in (checked[1], checked[0]))
    assert len(checked) == 2
    assert known == unknown, "the same method with the same cost"


def test_eight_people_who_sign_in_at_once_all_get_their_answer() -> None:
    answers: list[bool] = []

    def sign_in(password: str) -> None:
        answers.append(passwords.matches(password, KEPT))

    tried = [GOOD, "four small wet cats"] * 4
    threads = [threading.Thread(target=sign_in, args=(one,), daemon=True) for one in tried]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == [False] * 4 + [True] * 4


def test_a_wrong_password_gives_its_turn_back() -> None:
    for _ in range(5):
        assert not passwords.matches("four small wet cats", KEPT)
