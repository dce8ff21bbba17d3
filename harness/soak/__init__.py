"""Soak: a day in one `hass` process, with all that a bad day brings, and what it holds then.

    python -m harness.soak --minutes 30

runs a real `hass` with the recorder, history and logbook in front of a simulated cloud.
In half an hour the integration polls as often as on a day at its usual interval, more
than 43,200 times, and gets more than 20,000 events. Outages, reloads, new tokens, cameras
and event types that come and go, and use over Home Assistant's own API go on all along.
What a day does in its hours has to fit in, so the pauses in which the integration reads
cameras, types and the past are shortened by as much as the day is (config.py); all else
is as shipped, and the process is a `hass` as anybody's.

Memory and open files are read from `/proc`, and requests are counted in the cloud; tasks
and objects are counted inside, after garbage was collected, at two quiet moments: one
after a warm-up, the other in the end. A table in Markdown is printed, and the exit code
is 1 if a limit does not hold. `--keep FOLDER` leaves the configuration folder there.

- limits.py says what a run must contain and hold, verdict.py holds figures against it.
- run.py goes through a run, day.py lets it happen: weather.py are the outages, guests.py
  the cameras that come and go, events.py what cameras see, use.py what a household does.
- owner.py speaks with Home Assistant, measure.py reads `/proc` and the database, and
  probe/ tells what goes on inside.
"""
