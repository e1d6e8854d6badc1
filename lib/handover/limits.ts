/** What this kind of handover cannot do, or undoes by itself, with the place of the seed that says so. */
export type Limit = { id: "H-05" | "H-06" | "H-07"; text: string; fix?: string };

export const LIMITS: readonly Limit[] = [
  { id: "H-05", text: "Snapshots and Packages of Cognigy.AI do not carry this handover." },
  { id: "H-05", text: "The Transfer node does not work with it." },
  {
    id: "H-06",
    text: "Repeat Handover Accepted Message stops working when the Studio script sends a message after the handover has started: it counts as an agent's reply.",
    fix: "Keep messages out of the script; the check of the script looks for them.",
  },
  {
    id: "H-07",
    text: "An estimated wait time cannot be set on the bot side.",
    fix: "Add an EWT action to the Studio script.",
  },
];
