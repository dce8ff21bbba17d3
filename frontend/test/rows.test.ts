import assert from "node:assert/strict";
import { test } from "node:test";
import { buildRows, Layout, type Row } from "../src/rows.ts";
import { toItem } from "../src/store.ts";
import { makeEvent } from "./helpers.ts";

const HEIGHTS = { day: 40, event: 80, gap: 50, end: 60, loading: 60, more: 60 };
const items = (...times: string[]) =>
  times.map((time, index) => toItem(makeEvent(times.length - index, { time })));
const kinds = (rows: readonly Row[]) =>
  rows.map((row) => (row.kind === "day" ? row.day.key : row.kind));
const gap = (start: string, end: string) => ({ start, end, recovered: 0, entity_ids: null });

test("days are headed in the user's time zone", () => {
  const listed = items("2026-11-30T00:10:00Z", "2026-11-29T23:10:00Z", "2026-11-29T22:10:00Z");
  assert.deepEqual(kinds(buildRows(listed, [], "Europe/Berlin", null)), [
    "2026-11-30",
    "event",
    "event",
    "2026-11-29",
    "event",
  ]);
  assert.deepEqual(kinds(buildRows(listed, [], "UTC", "end")), [
    "2026-11-30",
    "event",
    "2026-11-29",
    "event",
    "event",
    "end",
  ]);
});

test("gaps stand between the events before and after them", () => {
  const listed = items("2026-11-30T10:00:00Z", "2026-11-30T08:00:00Z");
  const gaps = [
    gap("2026-11-30T08:30:00Z", "2026-11-30T09:00:00Z"),
    gap("2026-11-30T10:30:00Z", "2026-11-30T11:00:00Z"),
    gap("2026-11-29T10:30:00Z", "2026-11-29T11:00:00Z"),
  ];
  const shown = ["2026-11-30", "gap", "event", "gap", "event"];
  assert.deepEqual(kinds(buildRows(listed, gaps, "UTC", "loading")), [...shown, "loading"]);
  // What is older than the last event may lie between it and the next page.
  assert.deepEqual(kinds(buildRows(listed, gaps, "UTC", "end")), [
    ...shown,
    "2026-11-29",
    "gap",
    "end",
  ]);
});

test("a list without events has gaps and an end", () => {
  assert.deepEqual(buildRows([], [], "UTC", null), []);
  assert.deepEqual(
    kinds(buildRows([], [gap("2026-11-30T08:30:00Z", "2026-11-30T09:00:00Z")], "UTC", "end")),
    ["2026-11-30", "gap", "end"],
  );
});

test("rows have keys that differ", () => {
  const listed = items("2026-11-30T10:00:00Z", "2026-11-29T08:00:00Z");
  const rows = buildRows(listed, [gap("2026-11-29T08:30:00Z", "2026-11-29T09:00:00Z")], "UTC", "end");
  assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
});

test("the layout finds rows by their places", () => {
  const listed = items("2026-11-30T10:00:00Z", "2026-11-30T09:00:00Z", "2026-11-29T08:00:00Z");
  const layout = new Layout(buildRows(listed, [], "UTC", "end"), HEIGHTS);
  assert.equal(layout.height, 2 * 40 + 3 * 80 + 60);
  assert.deepEqual([0, 39, 40, 119, 120, 9999].map((place) => layout.at(place)), [0, 0, 1, 1, 2, 5]);
  assert.deepEqual(layout.between(-100, 30), [0, 1]);
  assert.deepEqual(layout.between(40, 130), [1, 3]);
  assert.equal(layout.dayAt(150)?.key, "2026-11-30");
  assert.equal(layout.dayAt(250)?.key, "2026-11-29");
  assert.equal(layout.indexBefore(Date.parse("2026-11-30T09:30:00Z")), 2);
  assert.equal(layout.indexBefore(0), -1);
});

test("a layout without rows has no height", () => {
  const layout = new Layout([], HEIGHTS);
  assert.equal(layout.height, 0);
  assert.deepEqual(layout.between(0, 500), [0, 0]);
  assert.equal(layout.dayAt(10), undefined);
});

test("10,000 events have a row each", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => toItem(makeEvent(10_000 - index)));
  const rows = buildRows(many, [], "Europe/Berlin", "end");
  assert.equal(rows.length, 10_000 + 8 + 1);
});
