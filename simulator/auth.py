"""Authentication and permissions (sections 1 and 9)."""

from aiohttp import web

from .camera import Camera
from .cloud import Cloud
from .errors import ApiError
from .parsing import parse_int
from .tokens import Credential, read_inner_token

# The cookie of a session, on servers that have them.
SESSION = "session"
CLOUD: web.AppKey[Cloud] = web.AppKey("cloud", Cloud)


def get_cloud(request: web.Request) -> Cloud:
    """Return the cloud of a request."""
    return request.app[CLOUD]


def authenticate(request: web.Request, *schemes: str) -> Credential:
    """Return the credential of a request, or raise a 401."""
    credential = _find_credential(request)
    if credential is None:
        raise ApiError(401, "Invalid credentials")
    if schemes and credential.scheme not in schemes:
        raise ApiError(401, f"{credential.scheme} is not accepted here")
    if credential.kind == "group":
        for part, status in get_cloud(request).group_refusals.items():
            if part in request.path:
                raise ApiError(status, "Not for groups")
    return credential


def _find_credential(request: web.Request) -> Credential | None:
    """Return the credential of the header, or else of the inner token in the query."""
    cloud = get_cloud(request)
    if cloud.trusts_cookies and (session := request.cookies.get(SESSION)):
        return cloud.credentials.get(session)
    if header := request.headers.get("Authorization"):
        scheme, _, token = header.partition(" ")
        token = token.strip()
        if token not in cloud.credentials:
            token = _find_token(cloud, read_inner_token(token))
        credential = cloud.credentials.get(token)
        if credential is None or credential.scheme != scheme:
            return None
    else:
        token = _find_token(cloud, request.query.get("token"))
        credential = cloud.credentials.get(token)
    return None if token in cloud.faults.refused else credential


def _find_token(cloud: Cloud, inner: str | None) -> str:
    """Return the channel or group token with an inner token, "" if there is none."""
    for token, credential in cloud.credentials.items():
        if credential.inner == inner and credential.kind != "license":
            return token
    return ""


def accessible_cameras(request: web.Request, credential: Credential) -> list[Camera]:
    """Return the cameras that a credential can access."""
    cameras = get_cloud(request).cameras.values()
    return [camera for camera in cameras if credential.can_access(camera.id)]


def get_camera_by_id(
    request: web.Request, credential: Credential, camera_id: int
) -> Camera:
    """Return an accessible camera, or raise a 404."""
    camera = get_cloud(request).cameras.get(camera_id)
    if camera is None or not credential.can_access(camera_id):
        raise ApiError(404, f"No camera {camera_id}")
    return camera


def camera_from_path(request: web.Request, credential: Credential) -> Camera:
    """Return the camera of a path."""
    return get_camera_by_id(
        request, credential, parse_int(request.match_info["camera_id"], 0)
    )


def camera_of_token(request: web.Request, credential: Credential) -> Camera:
    """Return the camera of a channel token, or raise a 400."""
    if credential.kind != "channel" or not credential.camera_ids:
        raise ApiError(400, "camid is wanted")
    (camera_id,) = credential.camera_ids
    return get_camera_by_id(request, credential, camera_id)


def require_write(
    request: web.Request, credential: Credential, *, by_groups: bool = False
) -> None:
    """Raise a 403 if the credential does not permit writes; `by_groups` permits groups."""
    by_groups = by_groups or get_cloud(request).group_may_write
    if credential.kind == "group" and not by_groups:
        raise ApiError(403, "A group token may not write")
    if credential.access != "all":
        raise ApiError(403, "The token is read-only")
