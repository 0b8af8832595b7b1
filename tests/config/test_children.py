"""How long a program that ended stays down before it is started again."""

from itertools import accumulate

from shubbak.config.supervisor.children import FIRST_PAUSE, HEALTHY_AFTER, LONGEST_PAUSE, pause_after


def test_a_program_that_keeps_ending_early_stays_down_longer_each_time():
    pauses = list(accumulate([1.0] * 8, lambda pause, lived: pause_after(lived, pause), initial=0.0))[1:]
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_PAUSE, LONGEST_PAUSE]


def test_after_a_healthy_life_the_pause_is_short_again_however_long_it_was():
    assert pause_after(HEALTHY_AFTER + 1, LONGEST_PAUSE) == FIRST_PAUSE


def test_the_time_it_was_down_is_no_part_of_its_life():
    assert pause_after(lived=40.0, pause=LONGEST_PAUSE) == LONGEST_PAUSE
