"""The cameras that are exposed to an assistant and that its user may access."""

from dataclasses import dataclass

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import Context, HomeAssistant, State, callback
from homeassistant.helpers import intent
from homeassistant.helpers.entity_platform import async_get_platforms

from ..const import DOMAIN
from ..data import VxgRuntimeData
from ..entity import VxgEntity


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraQuery:
    """A query for cameras; without a name, area or floor it matches all.

    With `single` exactly one must match; the preferred area decides between several.
    """

    assistant: str | None
    name: str | None = None
    area: str | None = None
    floor: str | None = None
    single: bool = False
    preferred: intent.MatchTargetsPreferences | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedCamera:
    """An exposed camera."""

    state: State
    data: VxgRuntimeData
    camera_id: int

    @property
    def name(self) -> str:
        """Name of the camera."""
        return self.state.name


async def async_match_cameras(
    hass: HomeAssistant, query: CameraQuery, context: Context | None
) -> list[ExposedCamera]:
    """Return the cameras that match. Raises intent.MatchFailedError.

    As for the actions, cameras that the user may not control are ignored.
    """
    return filter_cameras(
        hass, await _permitted(hass, async_vxg_cameras(hass), context), query
    )


@callback
def filter_cameras(
    hass: HomeAssistant, cameras: dict[str, ExposedCamera], query: CameraQuery
) -> list[ExposedCamera]:
    """Return the cameras that match. Raises intent.MatchFailedError."""
    constraints = intent.MatchTargetsConstraints(
        name=query.name,
        area_name=query.area,
        floor_name=query.floor,
        domains={CAMERA_DOMAIN},
        assistant=query.assistant,
        allow_duplicate_names=not query.single,
        single_target=query.single,
    )
    states = [camera.state for camera in cameras.values()]
    # Without states, Home Assistant would match all of its own.
    result = (
        intent.async_match_targets(hass, constraints, query.preferred, states)
        if states
        else intent.MatchTargetsResult(
            is_match=False, no_match_reason=intent.MatchFailedReason.DOMAIN
        )
    )
    if not result.is_match:
        raise intent.MatchFailedError(result=result, constraints=constraints)
    return [cameras[state.entity_id] for state in result.states]


@callback
def async_vxg_cameras(hass: HomeAssistant) -> dict[str, ExposedCamera]:
    """Return the cameras of all loaded entries by entity id."""
    entities = {
        entity_id: entity
        for platform in async_get_platforms(hass, DOMAIN)
        if platform.domain == CAMERA_DOMAIN
        for entity_id, entity in platform.entities.items()
        if isinstance(entity, VxgEntity)
    }
    return {
        entity_id: ExposedCamera(
            state=state, data=entity.data, camera_id=entity.camera_id
        )
        for entity_id, entity in sorted(entities.items())
        if (state := hass.states.get(entity_id)) is not None
    }


async def _permitted(
    hass: HomeAssistant, cameras: dict[str, ExposedCamera], context: Context | None
) -> dict[str, ExposedCamera]:
    if context is None or context.user_id is None:
        return cameras
    user = await hass.auth.async_get_user(context.user_id)
    return {
        entity_id: camera
        for entity_id, camera in cameras.items()
        if user is not None and user.permissions.check_entity(entity_id, POLICY_CONTROL)
    }
