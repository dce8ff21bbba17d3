"""That outdated use would be heard, in whichever way Home Assistant tells of it."""

import logging

from homeassistant.core import HomeAssistant
from homeassistant.helpers import frame
from pytest_homeassistant_custom_component.common import MockModule, mock_integration

from ..common.deprecations import DEPRECATIONS


async def test_a_report_of_home_assistants_is_heard(hass: HomeAssistant) -> None:
    mock_integration(hass, MockModule("vxg"), built_in=False)
    frame.report_usage(
        "does what is over",
        integration_domain="vxg",
        breaks_in_ha_version="2027.5",
        core_behavior=frame.ReportBehavior.LOG,
    )
    heard = DEPRECATIONS.take()
    assert len(heard) == 1
    assert "does what is over" in heard[0]
    assert not DEPRECATIONS.take()


def test_deprecated_names_and_blocking_calls_are_heard() -> None:
    logger = logging.getLogger("elsewhere")
    for text in (
        "The deprecated constant OLD was used from vxg. It will be removed in 2027.5",
        "Detected blocking call to sleep by custom integration 'vxg' at x.py, line 1",
    ):
        logger.warning(text)
        assert DEPRECATIONS.take() == [text]


def test_what_is_said_of_others_or_of_our_own_is_not() -> None:
    logger = logging.getLogger("elsewhere")
    logger.warning("The deprecated constant OLD was used from other")
    logger.warning("The cloud of vxg cannot be read")
    logger.info("Detected that custom integration 'vxg' is there")
    assert not DEPRECATIONS.take()
