"""Tests for the simulator as a program."""

from datetime import UTC, datetime, timedelta

from simulator.__main__ import make_cloud, read_arguments

START = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_no_id_is_reused_after_a_restart() -> None:
    ids = []
    for start in (START, START + timedelta(minutes=1)):
        cloud = make_cloud(read_arguments([]), start)
        camera_id = min(cloud.cameras)
        ids += [cloud.raise_event(camera_id, "motion").id for _ in range(50)]
    assert ids == sorted(set(ids))


def test_tokens_are_the_same_after_a_restart() -> None:
    tokens = set()
    for start in (START, START + timedelta(minutes=1)):
        cloud = make_cloud(read_arguments(["--cameras", "2"]), start)
        tokens.add((cloud.group_token(), *map(cloud.channel_token, cloud.cameras)))
    assert len(tokens) == 1


def test_the_command_line_sets_delays() -> None:
    words = ["--listing-delay", "2.5", "--media-expiry", "60"]
    cloud = make_cloud(read_arguments(words), START)
    assert cloud.listing_delay == timedelta(seconds=2.5)
    assert cloud.media_expiry == timedelta(minutes=1)
