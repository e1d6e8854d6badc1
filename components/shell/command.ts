/** Something the palette can lead to. A deed has an address too: `/handovers/new`, `/handovers/1?run=checks`. */
export type Command = {
  label: string;
  href: string;
  /** Heads the list it stands in: "Go to", "Create". */
  group: string;
  /** Other words it is found by. */
  keywords?: readonly string[];
  /** At the right: what kind of thing it is. */
  note?: string;
};
