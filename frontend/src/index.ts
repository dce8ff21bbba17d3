/**
 * Registers the card and the strategies once Home Assistant's frontend is ready for them.
 *
 * The frontend replaces `customElements` and `HTMLElement` when it starts. Elements whose
 * classes were made before do not exist for it, and this module may be loaded first.
 */

const FRONTEND = "home-assistant";

if (document.readyState === "loading")
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
// There are pages without the element, such as that of a cast receiver.
if (document.querySelector(FRONTEND)) await customElements.whenDefined(FRONTEND);
await import("./register.ts");

export {};
