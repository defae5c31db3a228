"""The pace of a run and its forecast, whatever the machine does meanwhile."""

from __future__ import annotations

import pytest

from engine.training.pace import Pace


def paced(*seconds: float) -> Pace:
    pace = Pace()
    for each in seconds:
        pace.add(1000, each)
    return pace


def test_a_night_asleep_is_no_work() -> None:
    pace = paced(*[2.0] * 10)
    assert pace.add(1500, 8 * 3600) == pytest.approx(3.0)  # as long as so many tokens usually take
    assert pace.tokens_per_second == pytest.approx(500)
    assert pace.add(1000, 2.5) == 2.5


def test_a_machine_that_stays_slow_is_believed() -> None:
    pace = paced(*[2.0] * 10)
    assert pace.add(1000, 30) == pytest.approx(2.0)
    assert pace.add(1000, 30) == 30
    for _ in range(20):
        pace.add(1000, 30)
    assert pace.seconds_per_step == 30


def test_short_steps_may_vary() -> None:
    pace = paced(*[0.01] * 10)
    assert pace.add(1000, 1.9) == 1.9


def test_the_first_steps_are_taken_as_they_come() -> None:
    assert paced(2, 900).seconds_per_step == 451
