"""Step: a live view outlasts the addresses that it came from."""

from datetime import timedelta

from scripts.demo.client import until
from scripts.demo.settings import say

from .camera_views import expect_video
from .environment import Stage
from .tour import Tour

# Those of live streams live twelve times as long, those of pictures so long.
EXPIRY = timedelta(seconds=1)
NAME = "Garage"
WATCH = "/api/v4/live/watch/"
# The one that it begins with, and one for each that dies.
ADDRESSES = 5
# In seconds: until then, and how long nothing new may be seen.
PATIENCE = 120
LONGEST_STALL = 5
# Of the simulated camera's ten a second.
LEAST_RATE = 7
COUNT = """video => {
  const began = performance.now();
  const seen = { frames: 0, stall: 0, lasted: 0 };
  let since = began;
  let before = video.getVideoPlaybackQuality().totalVideoFrames;
  const look = () => {
    const now = performance.now();
    seen.stall = Math.max(seen.stall, (now - since) / 1000);
    seen.lasted = (now - began) / 1000;
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    if (frames !== before) {
      // A player that begins anew counts anew.
      seen.frames += frames > before ? frames - before : frames;
      before = frames;
      since = now;
    }
  };
  setInterval(look, 100);
  return seen;
}"""


def addresses(stage: Stage) -> int:
    """Return how often the cloud gave an address of a live stream."""
    return sum(one.path == WATCH for one in stage.cloud.requests)


async def outlast_addresses(tour: Tour) -> None:
    """Watch while the cloud's addresses die one after the other."""
    page, stage = tour.page, tour.stage
    usual = stage.cloud.media_expiry
    stage.cloud.media_expiry = EXPIRY
    try:
        before = addresses(stage)
        await tour.visit(f"home/overview?more-info-entity-id=camera.{NAME.lower()}")
        await expect_video(tour)
        video = await page.locator("video").element_handle()
        seen = await page.evaluate_handle(COUNT, video)

        async def renewed() -> bool:
            return addresses(stage) - before >= ADDRESSES

        await until("The newest address", renewed, PATIENCE)
        found = await seen.json_value()
    finally:
        stage.cloud.media_expiry = usual
    rate = found["frames"] / found["lasted"]
    say(
        f"        {ADDRESSES} addresses: {found['frames']} frames in"
        f" {found['lasted']:.0f} s, {found['stall']:.1f} s without a new one at most"
    )
    assert found["stall"] <= LONGEST_STALL, found
    assert rate > LEAST_RATE, found
