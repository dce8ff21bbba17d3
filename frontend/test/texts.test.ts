import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { cardText, loadTexts } from "../src/texts.ts";
import type { Hass } from "../src/types.ts";
import { settle } from "./helpers.ts";

const PREFIX = "component.vxg.selector.card.options.";
const asked: object[] = [];

/** Return the state of a page; each attempt gets the next answer. */
function page(language: string, ...answers: (Record<string, string> | Error | Promise<never>)[]): Hass {
  return {
    language,
    callWS: async (message: object) => {
      asked.push(message);
      const answer = await answers.shift();
      if (answer instanceof Error) throw answer;
      return {
        resources: Object.fromEntries(
          Object.entries(answer ?? {}).map(([key, text]) => [PREFIX + key, text]),
        ),
      };
    },
  } as unknown as Hass;
}

test("texts are requested once for a language, with their values", async () => {
  const hass = page("en", { new_events: "{count} new", today: "Today" });
  await loadTexts(hass).done;
  await loadTexts(hass).done;
  assert.deepEqual(asked, [
    {
      type: "frontend/get_translations",
      language: "en",
      category: "selector",
      integration: ["vxg"],
    },
  ]);
  assert.equal(cardText("new_events", { count: 3 }), "3 new");
  assert.equal(cardText("new_events"), " new");
  assert.equal(cardText("today"), "Today");
  assert.equal(cardText("unknown"), "");
});

test("texts are requested until they are there, and nobody waits for more than one attempt", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const loading = loadTexts(page("de", new Error("lost"), {}, { today: "Heute" }));
  await loading.attempted;
  assert.equal(cardText("today"), "Today");
  mock.timers.tick(1_000);
  await settle();
  assert.equal(cardText("today"), "Today");
  mock.timers.tick(2_000);
  await loading.done;
  assert.equal(cardText("today"), "Heute");
  mock.timers.reset();
});

test("texts of a language that is no longer shown replace none", async () => {
  let answer: (texts: never) => void = () => {};
  const late = new Promise<never>((resolve) => (answer = resolve));
  const before = loadTexts(page("fr", late));
  await loadTexts(page("nl", { today: "Vandaag" })).done;
  answer({ today: "Aujourd'hui" } as never);
  await before.done;
  assert.equal(cardText("today"), "Vandaag");
});
