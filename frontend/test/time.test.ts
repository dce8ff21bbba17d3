import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, scaleHours, shiftDay } from "../src/time.ts";

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

for (const [zone, time, start, hours] of [
  ["Europe/Berlin", "2026-03-29T10:00Z", "2026-03-28T23:00Z", 23],
  ["Europe/Berlin", "2026-10-25T10:00Z", "2026-10-24T22:00Z", 25],
  ["Europe/Berlin", "2026-11-30T10:00Z", "2026-11-29T23:00Z", 24],
  ["America/Havana", "2026-03-08T12:00Z", "2026-03-08T05:00Z", 23], // begins at one o'clock
  ["America/Havana", "2026-11-01T12:00Z", "2026-11-01T04:00Z", 25], // has midnight twice
  ["Australia/Lord_Howe", "2026-04-05T01:00Z", "2026-04-04T13:00Z", 24.5],
  ["Asia/Kathmandu", "2026-11-30T10:00Z", "2026-11-29T18:15Z", 24],
  ["America/St_Johns", "2026-11-30T03:29:59Z", "2026-11-29T03:30Z", 24],
  ["Pacific/Apia", "2026-11-30T11:00Z", "2026-11-30T11:00Z", 24],
  ["UTC", "1969-12-31T23:59:59.500Z", "1969-12-31T00:00Z", 24],
] as const)
  test(`the day of ${time} in ${zone} has ${hours} hours`, () => {
    const day = dayOf(at(time), zone);
    assert.equal(new Date(day.start).toISOString(), new Date(start).toISOString());
    assert.equal((day.end - day.start) / HOUR, hours);
  });

test("the days of two years follow each other without a gap", () => {
  for (const zone of ["Europe/Berlin", "America/Havana", "Africa/Cairo", "America/Santiago"]) {
    let day = dayOf(at("2026-01-01T12:00Z"), zone);
    for (let count = 0; count < 730; count++) {
      const next = shiftDay(day, 1, zone);
      assert.equal(next.start, day.end, `${zone} ${day.key}`);
      assert.equal(dayOf(day.start, zone).key, day.key);
      assert.equal(dayOf(day.end - 1, zone).key, day.key);
      day = next;
    }
    assert.equal(day.key, "2028-01-01");
  }
});

test("a day shifts over months and back", () => {
  const day = dayOf(at("2026-03-01T12:00Z"), "Europe/Berlin");
  assert.equal(shiftDay(day, -1, "Europe/Berlin").key, "2026-02-28");
  assert.equal(shiftDay(shiftDay(day, -1, "Europe/Berlin"), 1, "Europe/Berlin").key, day.key);
});

test("the scale names each hour once, where the clock shows it", () => {
  const hours = (text: string, zone: string) =>
    scaleHours(dayOf(at(text), zone), zone, 1).map(({ hour }) => hour);
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  assert.deepEqual(hours("2026-11-30T10:00Z", "Europe/Berlin"), all);
  assert.deepEqual(hours("2026-10-25T10:00Z", "Europe/Berlin"), all);
  assert.deepEqual(hours("2026-03-29T10:00Z", "Europe/Berlin"), all.filter((hour) => hour !== 2));
  const day = dayOf(at("2026-03-29T10:00Z"), "Europe/Berlin");
  const noon = scaleHours(day, "Europe/Berlin", 6).find(({ hour }) => hour === 12);
  assert.equal(noon?.time, at("2026-03-29T10:00Z"));
});
