"""Who may do what (sections 1 and 9)."""

from aiohttp import web

from .camera import Camera
from .cloud import Cloud
from .errors import ApiError
from .parsing import read_int
from .tokens import Credential

CLOUD: web.AppKey[Cloud] = web.AppKey("cloud", Cloud)


def cloud_of(request: web.Request) -> Cloud:
    """Return the cloud that a request came to."""
    return request.app[CLOUD]


def credential_of(request: web.Request, *schemes: str) -> Credential:
    """Return the credential of a request, or answer 401."""
    cloud = cloud_of(request)
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    value = value.strip()
    credential = cloud.credentials.get(value)
    if (
        credential is None
        or credential.scheme != scheme
        or value in cloud.faults.refused
    ):
        raise ApiError(401, "Invalid credentials")
    if schemes and scheme not in schemes:
        raise ApiError(401, f"{scheme} is not accepted here")
    return credential


def camera_of(request: web.Request, credential: Credential, camera_id: int) -> Camera:
    """Return a camera within reach, or answer 404."""
    camera = cloud_of(request).cameras.get(camera_id)
    if camera is None or not credential.reaches(camera_id):
        raise ApiError(404, f"No camera {camera_id}")
    return camera


def path_camera(request: web.Request, credential: Credential) -> Camera:
    """Return the camera that a path names."""
    return camera_of(request, credential, read_int(request.match_info["camera_id"], 0))


def own_camera(request: web.Request, credential: Credential) -> Camera:
    """Return the one camera of a channel token (v4), or answer 400."""
    if credential.kind != "channel" or not credential.camera_ids:
        raise ApiError(400, "camid is wanted")
    (camera_id,) = credential.camera_ids
    return camera_of(request, credential, camera_id)


def check_write(request: web.Request, credential: Credential) -> None:
    """Refuse a write without the right for it."""
    if credential.kind == "group" and not cloud_of(request).group_may_write:
        raise ApiError(403, "A group token may not write")
    if credential.access != "all":
        raise ApiError(403, "The token is read-only")
