"""Test the number of requests in the last hour."""

from unittest.mock import patch

from custom_components.vxg.aiovxg.request_meter import RequestMeter


def test_requests_are_counted_for_an_hour_in_sixty_buckets_at_most() -> None:
    meter = RequestMeter()
    assert meter.last_hour() == 0
    with patch("custom_components.vxg.aiovxg.request_meter.monotonic") as clock:
        for second in range(0, 7200, 2):
            clock.return_value = float(second)
            meter.record()
        assert 1770 <= meter.last_hour() <= 1800
        assert len(meter._buckets) == 60
        clock.return_value += 1800
        assert 870 <= meter.last_hour() <= 930
        clock.return_value += 3600
        assert meter.last_hour() == 0
