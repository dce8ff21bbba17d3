"""HTTP servers of the cloud: one for the API and the web UI, one for media."""

from ssl import SSLContext
from typing import Self

from aiohttp import web

from . import media_host, web_ui
from .auth import CLOUD
from .cloud import Cloud
from .middlewares import (
    handle_errors,
    handle_preflight,
    inject_faults,
    inject_media_faults,
    record_media_requests,
    record_requests,
    set_cors_headers,
    set_date,
    set_session,
)
from .routes import ROUTES


class CloudServer:
    """Serves a cloud as a context manager."""

    def __init__(
        self,
        cloud: Cloud,
        host: str = "127.0.0.1",
        port: int = 0,
        media_port: int = 0,
        ssl_context: SSLContext | None = None,
    ) -> None:
        """Create a server; port 0 is any free port, with a context it serves https."""
        self.cloud = cloud
        self.host = host
        self.port = port
        self.media_port = media_port
        self._ssl_context = ssl_context
        self._scheme = "http" if ssl_context is None else "https"
        self._runners: list[web.AppRunner] = []

    @property
    def url(self) -> str:
        """Return the URL of the API."""
        return f"{self._scheme}://{self.host}:{self.port}"

    @property
    def media_url(self) -> str:
        """Return the URL of the media host."""
        return f"{self._scheme}://{self.host}:{self.media_port}"

    async def __aenter__(self) -> Self:
        """Start the servers."""
        self.port = await self._listen(_api_app(self.cloud), self.port)
        self.media_port = await self._listen(_media_app(self.cloud), self.media_port)
        self.cloud.api_host, self.cloud.api_port = self.host, self.port
        self.cloud.media_url = self.media_url
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop the servers and release held requests."""
        self.cloud.faults.clear()
        self.cloud.media_faults.clear()
        for runner in self._runners:
            await runner.cleanup()

    async def _listen(self, app: web.Application, port: int) -> int:
        # The access log would contain signed URLs, and fails with a frozen clock.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(
            runner, self.host, port, ssl_context=self._ssl_context
        ).start()
        bound: int = runner.addresses[0][1]
        return bound


def _api_app(cloud: Cloud) -> web.Application:
    app = web.Application(
        middlewares=[handle_preflight, record_requests, handle_errors, inject_faults]
    )
    app[CLOUD] = cloud
    for method, path, handler in ROUTES:
        # With and without the slash, without a redirect (section 2).
        app.router.add_route(method, path, handler)
        app.router.add_route(method, f"{path}/", handler)
    web_ui.add_routes(app)
    app.on_response_prepare.extend((set_date, set_cors_headers, set_session))
    return app


def _media_app(cloud: Cloud) -> web.Application:
    app = web.Application(
        middlewares=[
            handle_preflight,
            record_media_requests,
            handle_errors,
            inject_media_faults,
        ]
    )
    app[CLOUD] = cloud
    app.router.add_get("/media/{rest:.*}", media_host.MediaHost(cloud).serve)
    app.on_response_prepare.extend((set_date, set_cors_headers))
    return app
