import "server-only";
import type pg from "pg";

export type ConversationFacts = { providerId: string; visitorHash: string };

export type Conversations = {
  /** Facts that never change in the life of a conversation; undefined when there is none. */
  find(id: string): Promise<ConversationFacts | undefined>;
  providerOf(id: string): Promise<string | undefined>;
};

const MAX_CACHED = 50_000;

/** Look-ups of conversations by id, remembered for good: owner and visitor of a conversation never change. */
export function createConversations(pool: pg.Pool): Conversations {
  const cache = new Map<string, ConversationFacts>();
  const find = async (id: string) => {
    const known = cache.get(id);
    if (known) return known;
    const { rows } = await pool.query<ConversationFacts>({
      name: "bridge.conversation",
      text: `SELECT provider_id AS "providerId", visitor_hash AS "visitorHash" FROM conversation WHERE id = $1`,
      values: [id],
    });
    const facts = rows[0];
    // Oldest out first: a Map keeps the order of insertion.
    if (cache.size >= MAX_CACHED)
      for (const oldest of cache.keys()) {
        cache.delete(oldest);
        break;
      }
    if (facts) cache.set(id, facts);
    return facts;
  };
  return { find, providerOf: async (id) => (await find(id))?.providerId };
}
