"""The bundle of the events card, which Home Assistant serves to its frontend.

The URL contains the digest of the bundle, so that no cache returns an old one. The card
reads the digest from its own URL (`import.meta.url`) and compares it with the version that
the websocket commands return; therefore, other digests are redirected.
"""

from dataclasses import dataclass
import gzip
from hashlib import sha256
from pathlib import Path

from aiohttp import web
from aiohttp.hdrs import (
    ACCEPT_ENCODING,
    CACHE_CONTROL,
    CONTENT_ENCODING,
    LOCATION,
    VARY,
)
from homeassistant.components.http import HomeAssistantView
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN, LOGGER

BUNDLE_NAME = "vxg-events-card.js"
BUNDLE_FILE = Path(__file__).with_name(BUNDLE_NAME)
BUNDLE_PATH = f"/api/{DOMAIN}/frontend/"

VERSION_LENGTH = 16

GZIP = "gzip"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBundle:
    """The bundle, compressed and as it is."""

    version: str
    content: bytes
    compressed: bytes

    @property
    def url(self) -> str:
        """Return the URL of the present version."""
        return f"{BUNDLE_PATH}{self.version}/{BUNDLE_NAME}"


DATA_BUNDLE: HassKey[CardBundle] = HassKey(f"{DOMAIN}_card_bundle")


async def async_serve_bundle(hass: HomeAssistant) -> None:
    """Read the bundle, and serve it. Without one there is no card."""
    try:
        bundle = await hass.async_add_executor_job(_read_bundle)
    except OSError as err:
        LOGGER.warning("The events card is not available: %s", err)
        return
    hass.data[DATA_BUNDLE] = bundle
    hass.http.register_view(BundleView(bundle))


def _read_bundle() -> CardBundle:
    content = BUNDLE_FILE.read_bytes()
    return CardBundle(
        version=sha256(content).hexdigest()[:VERSION_LENGTH],
        content=content,
        compressed=gzip.compress(content, mtime=0),
    )


@callback
def async_get_bundle_version(hass: HomeAssistant) -> str | None:
    """Return the version of the bundle that is served, if any."""
    bundle = hass.data.get(DATA_BUNDLE)
    return None if bundle is None else bundle.version


class BundleView(HomeAssistantView):
    """The bundle, which is public and served from memory.

    The file may already be that of an update that awaits a restart; it must not be cached
    under the digest of the present bundle.
    """

    url = f"{BUNDLE_PATH}{{version}}/{BUNDLE_NAME}"
    name = f"api:{DOMAIN}:frontend"
    requires_auth = False

    def __init__(self, bundle: CardBundle) -> None:
        self._bundle = bundle

    async def get(self, request: web.Request, version: str) -> web.Response:
        """Return the bundle, or redirect to its present URL."""
        bundle = self._bundle
        if version != bundle.version:
            return web.Response(
                status=302, headers={LOCATION: bundle.url, CACHE_CONTROL: "no-store"}
            )
        headers = {
            CACHE_CONTROL: "public, max-age=31536000, immutable",
            VARY: ACCEPT_ENCODING,
        }
        body = bundle.content
        if GZIP in request.headers.get(ACCEPT_ENCODING, ""):
            headers[CONTENT_ENCODING] = GZIP
            body = bundle.compressed
        return web.Response(
            body=body, content_type="text/javascript", charset="utf-8", headers=headers
        )
