import "server-only";
import type pg from "pg";
import type { Listener } from "#lib/live/listen.ts";

/** What the wire has to know of a handover provider. */
export type ProviderFacts = {
  id: string;
  kind: string;
  name: string;
  state: string;
  /** Where its bot has moved. */
  movedTo: string | null;
  channelId: string | null;
  byocClientId: string;
  connectionId: string | null;
  environment: string | null;
  settings: unknown;
  bot: unknown;
};

export type Providers = {
  /** The provider, at most five seconds old; undefined when there is none. */
  find(id: string): Promise<ProviderFacts | undefined>;
  /** The provider whose channel this is, read at once. */
  findByChannel(channelId: string): Promise<ProviderFacts | undefined>;
};

const FRESH_MS = 5_000;
const MAX_CACHED = 1_000;

const COLUMNS = `p.id, p.kind, p.name, p.state, p.moved_to AS "movedTo", p.channel_id AS "channelId", p.byoc_client_id AS "byocClientId",
  p.connection_id AS "connectionId", c.environment, p.settings, p.bot`;
const FROM = "FROM handover_provider p LEFT JOIN connection c ON c.id = p.connection_id";

/** Look-ups of providers, cached because every delivery needs one. Providers that do not exist are not remembered. */
export function createProviders(pool: pg.Pool, listener: Listener): Providers {
  const cache = new Map<string, { facts: ProviderFacts; until: number }>();
  listener.subscribe("handovers", () => cache.clear());

  return {
    async find(id) {
      if (!/^[0-9a-f]{24}$/.test(id)) return undefined;
      const known = cache.get(id);
      if (known && known.until > Date.now()) return known.facts;
      const { rows } = await pool.query<ProviderFacts>({
        name: "bridge.provider",
        text: `SELECT ${COLUMNS} ${FROM} WHERE p.id = $1 AND p.state <> 'removed'`,
        values: [id],
      });
      const facts = rows[0];
      if (cache.size >= MAX_CACHED) cache.clear();
      if (facts) cache.set(id, { facts, until: Date.now() + FRESH_MS });
      return facts;
    },
    async findByChannel(channelId) {
      const { rows } = await pool.query<ProviderFacts>(
        `SELECT ${COLUMNS} ${FROM} WHERE p.channel_id = $1 AND p.state <> 'removed'`,
        [channelId],
      );
      const facts = rows[0];
      if (facts) cache.set(facts.id, { facts, until: Date.now() + FRESH_MS });
      return facts;
    },
  };
}
