"""Tests for the server's clock on the wire (section 2)."""

from datetime import timedelta

from simulator import Cloud

from ..conftest import MakeWire, Wire


async def test_the_servers_clock_has_its_skew(cloud: Cloud, wire: Wire) -> None:
    cloud.skew = timedelta(minutes=-7)
    data = (await wire.get("/api/v2/server/time/")).data
    assert set(data) == {"utc"}
    assert data["utc"] == "2026-03-01T11:53:00"


async def test_the_servers_clock_needs_no_credential(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    for auth in (None, "Acc nonsense", f"SI {cloud.group_token()}"):
        response = await make_wire(auth).get("/api/v2/server/time/")
        assert response.data["utc"] == "2026-03-01T12:00:00"
