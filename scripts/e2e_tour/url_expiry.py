"""Step: a live view continues while the cloud's stream URLs expire."""

from datetime import timedelta

from scripts.demo.client import wait_until
from scripts.demo.settings import say

from .camera_views import expect_video
from .environment import Environment
from .tour import Tour

# Lifetime of image URLs; those of live streams live twelve times as long.
EXPIRY = timedelta(seconds=1)
NAME = "Garage"
WATCH = "/api/v4/live/watch/"
# The first one, and one for each that expires.
URL_COUNT = 5
# In seconds: for all URLs, and the longest time without a new frame.
TIMEOUT = 120
MAX_STALL = 5
# The simulated camera sends ten frames a second.
MIN_FRAME_RATE = 7
COUNT_FRAMES = """video => {
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
      // The counter restarts with the player.
      seen.frames += frames > before ? frames - before : frames;
      before = frames;
      since = now;
    }
  };
  setInterval(look, 100);
  return seen;
}"""


def count_urls(env: Environment) -> int:
    """Return how many live stream URLs the cloud has issued."""
    return sum(request.path == WATCH for request in env.cloud.requests)


async def watch_past_url_expiry(tour: Tour) -> None:
    """Watch a live view while the cloud's URLs expire one after another."""
    page, env = tour.page, tour.env
    original_expiry = env.cloud.media_expiry
    env.cloud.media_expiry = EXPIRY
    try:
        before = count_urls(env)
        await tour.visit(f"home/overview?more-info-entity-id=camera.{NAME.lower()}")
        await expect_video(tour)
        video = await page.locator("video").element_handle()
        seen = await page.evaluate_handle(COUNT_FRAMES, video)

        async def renewed() -> bool:
            return count_urls(env) - before >= URL_COUNT

        await wait_until("The newest stream URL", renewed, TIMEOUT)
        counted = await seen.json_value()
    finally:
        env.cloud.media_expiry = original_expiry
    rate = counted["frames"] / counted["lasted"]
    say(
        f"        {URL_COUNT} URLs: {counted['frames']} frames in"
        f" {counted['lasted']:.0f} s, {counted['stall']:.1f} s without a new one at most"
    )
    assert counted["stall"] <= MAX_STALL, counted
    assert rate > MIN_FRAME_RATE, counted
