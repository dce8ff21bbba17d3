"""Chaos test: the integration against a simulated cloud with random failures.

    python -m harness.chaos --seeds 20 --events 500 --kill-seeds 2 --kills 6

executes a plan for each seed: incidents of the cloud (faults.py: refusals, timeouts,
invalid responses, rate limits, small pages that shift, clock jumps …), faults of the
house (house_faults.py: its clock, machine, disk, foreign errors, presses of buttons) and
restarts while events arrive, at least half of them within ten seconds of a disruption.
Then verdict.py compares the events on the bus and at the event entities with those that
the cloud stored: none may be lost, repeated, wrongly late or wrongly fresh; presses.py
compares created events with what was said about them. A table is printed, and the exit
code is 1 if there was a violation. `--keep FOLDER` leaves the records of each run there.

There are two variants. The first runs Home Assistant in the same process with a faster
clock (clock.py): a quarter of an hour takes some fifteen seconds, and all constants of
the integration are as shipped. The second runs a real `hass` in real time, which is
killed with SIGKILL and restarted. The plan of a seed is always the same, but the timing
is not, so a failure may take more than one run to reproduce.

- plan.py draws the plan from a seed; variants.py has the parameters and the clouds.
- plan_runner.py executes a plan; event_source.py stores events and waits for them. They
  are independent, so that other things than events can be tested in the same way.
- home.py and process.py run Home Assistant; probe/ records what happens inside.
- run.py executes a seed; jobs.py runs each seed in a separate process.
"""
