/** A fixed id per seeded row, so that a reset brings the same rows back: 24 hex digits. */
function seedId(kind: number, row: number): string {
  return `5f4e3d2c${kind.toString(16).padStart(4, "0")}${row.toString(16).padStart(12, "0")}`;
}

/** The ids of the seeded tenant, by what they are in it. */
export const engageIds = {
  domain: seedId(1, 1),
  roles: {
    administrator: seedId(2, 1),
    supervisor: seedId(2, 2),
    agent: seedId(2, 3),
    /** Reads, and may set up nothing. */
    reporting: seedId(2, 4),
  },
  users: {
    robin: seedId(3, 1),
    ines: seedId(3, 2),
    malik: seedId(3, 3),
    hanna: seedId(3, 4),
    /** Has the skills, but reaches no source. */
    yuki: seedId(3, 5),
    /** Disabled. */
    carlos: seedId(3, 6),
    /** Owner of a token whose role lacks what a set-up takes. */
    dana: seedId(3, 7),
  },
  tokens: {
    patchbay: seedId(4, 1),
    reporting: seedId(4, 2),
    switchedOff: seedId(4, 3),
    ofCarlos: seedId(4, 4),
  },
  communities: { chat: seedId(5, 1), email: seedId(5, 2), apple: seedId(5, 3) },
  sources: {
    /** Source SDK, ready for one's own chat: no Base URI yet. */
    webchat: seedId(6, 1),
    /** Source SDK of somebody else. */
    partner: seedId(6, 2),
    email: seedId(6, 3),
    /** The token's owner cannot reply there (E-11). */
    apple: seedId(6, 4),
  },
  channels: { realtime: seedId(7, 1), async: seedId(7, 2) },
  teams: { care: seedId(8, 1), back: seedId(8, 2) },
  categories: {
    topics: seedId(9, 1),
    billing: seedId(9, 2),
    orders: seedId(9, 3),
    /** A parent whose child is called Bot, as ours will be. */
    automation: seedId(9, 4),
    otherBot: seedId(9, 5),
  },
  folders: { mine: seedId(10, 1) },
} as const;

/** What must differ from machine to machine and outlive a reset: texts of API tokens and of source tokens, by id. */
export type EngageSecrets = Record<string, string>;
