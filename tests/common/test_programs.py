"""Test that programs are run with a timeout, and that what they print is not lost."""

import sys

import pytest

from .programs import run

SAY = "import sys; print('found', flush=True); "


def test_the_output_of_a_program_is_returned() -> None:
    assert run((sys.executable, "-c", SAY), 60) == "found\n"


def test_a_program_that_fails_shows_what_it_printed() -> None:
    with pytest.raises(pytest.fail.Exception, match="ended with 3:\nfound"):
        run((sys.executable, "-c", SAY + "sys.exit(3)"), 60)


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(pytest.fail.Exception, match="was not done after 0 s"):
        run((sys.executable, "-c", "import time; time.sleep(600)"), 0)
