/** The form in which Home Assistant's own editor shows the settings of the card. */

import { cardText } from "./texts.ts";

/** All parts, spelled out, since a form shows what is not set as switched off. */
export const PARTS = {
  show_live: true,
  show_bar: true,
  show_list: true,
  show_filters: true,
};

interface Field {
  name: string;
  type?: string;
  schema?: Field[];
  selector?: object;
}

export interface ConfigForm {
  schema: Field[];
  computeLabel(field: Field): string | undefined;
}

export const configForm: ConfigForm = {
  schema: [
    { name: "title", selector: { text: {} } },
    {
      name: "entities",
      selector: {
        entity: { multiple: true, filter: { integration: "vxg", domain: "camera" } },
      },
    },
    { name: "event_types", selector: { text: { multiple: true } } },
    {
      name: "",
      type: "grid",
      schema: Object.keys(PARTS).map((name) => ({ name, selector: { boolean: {} } })),
    },
  ],
  // Texts of Home Assistant's own forms are used for what has no text here.
  computeLabel: ({ name }) => cardText(name === "entities" ? "cameras" : name) || undefined,
};
