"""Chaos: the real integration against a cloud in which everything goes wrong.

    python -m harness.chaos --seeds 20 --events 500 --kill-seeds 2 --kills 6

puts each seed through its own plan of troubles (faults.py: refusals, time-outs, broken
answers, rate limits, small pages that shift, jumps of the cloud's clock …) and restarts
while events arrive, at least half of them within ten seconds of a trouble. Afterwards
verdict.py holds what was on the bus and at the event entities against what the cloud
stored: nothing lost, nothing repeated, nothing wrongly late. A table is printed, and the
exit code is 1 if anything was wrong. `--keep FOLDER` leaves each run's lines there.

Two variants: within one process, where a clock that runs faster (clock.py) makes a
quarter of an hour take some fifteen seconds and all numbers of the integration stay as
shipped; and a real `hass` in real time, which is killed with SIGKILL and started again.
A seed draws the same plan each time; what meets what is up to the machine, so that a
failure may need more than one run to come again.

- plan.py draws what happens when, variants.py says how rough and on what kind of cloud.
- troubles.py lets it happen and does not know what it happens to, so that other things
  than the delivery of events can be put through the same; arrivals.py are these events.
- home.py and process.py run Home Assistant, probe/ tells what goes on inside of it.
- run.py goes from a seed to a verdict, jobs.py gives each seed a process of its own.
"""
