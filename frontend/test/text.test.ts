import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, humanize, seenTags, tagText } from "../src/text.ts";

for (const [value, expected] of [
  ["plain", "plain"],
  ["  two \n lines\t", "two lines"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ["a\u202egnp.exe", "a gnp.exe"],
  ["\u2066x\u2069 \u0000y", "x y"],
  [null, ""],
  [undefined, ""],
  [0.97, "0.97"],
  [false, "false"],
  [{ a: [1] }, '{"a":[1]}'],
] as const)
  test(`${JSON.stringify(value)} is shown as ${JSON.stringify(expected)}`, () => {
    assert.equal(clean(value), expected);
  });

test("long text is cut between characters", () => {
  assert.equal(clean("x".repeat(10_000), 10), `${"x".repeat(9)}…`);
  assert.equal(clean("😀".repeat(30), 10), `${"😀".repeat(9)}…`);
  assert.equal(clean("exactly ten", 11), "exactly ten");
});

test("tags of reviews and captions are not what the camera saw", () => {
  const metadata = {
    license_plate: "AB",
    process: "processed",
    Status_Processed: "",
    result_true: "",
    user_1: "",
    caption: "A car",
    results: 1,
    processor: 2,
    motion: "",
  };
  assert.deepEqual(seenTags(metadata, "motion"), [
    ["license_plate", "AB"],
    ["processor", 2],
  ]);
});

test("a tag without a value is its name alone", () => {
  assert.equal(tagText("Person", ""), "Person");
  assert.equal(tagText("Person", "Anna"), "Person: Anna");
});

test("names that nobody translated become readable", () => {
  assert.equal(humanize("guest_arrived"), "Guest arrived");
  assert.equal(humanize("qos-report"), "Qos report");
});
