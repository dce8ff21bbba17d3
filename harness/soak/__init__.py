"""Soak test: an eventful day in one `hass` process, checked for leaks.

    python -m harness.soak --minutes 30

runs a real `hass` with the recorder, history and logbook and a simulated cloud. In half
an hour the integration polls as often as on a day at its usual interval, more than
43,200 times, and receives more than 20,000 events, with outages, reloads, new tokens,
cameras and event types that come and go, and use of Home Assistant's API. The intervals
of the slow reads are shortened by the same factor as the day (config.py); all else is
as shipped.

Memory and open files are read from `/proc`, and requests are counted in the cloud.
Tasks and objects are counted inside, after a garbage collection, at two idle moments:
after a warm-up and at the end. A Markdown table is printed, and the exit code is 1 if a
limit is exceeded. `--keep FOLDER` leaves the configuration folder there.

- limits.py has the limits of a run; report.py compares the figures with them.
- run.py executes a run, workload.py what happens in it: outages.py, camera_churn.py
  (cameras that come and go), event_generator.py, user_activity.py.
- api_client.py is the client of Home Assistant, poll_counter.py counts polls,
  measure.py reads `/proc` and the database, and probe/ counts tasks and objects inside.
"""
