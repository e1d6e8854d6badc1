import "server-only";

type Wake = (shards: readonly number[]) => void;

// On the global object, because Next loads modules a second time for its own bundles.
const shared = globalThis as unknown as { patchbayRelays?: Set<Wake> };

/** The topic by which processes without a relay tell the others that there is work. */
export const RELAY_TOPIC = "relay";

/** The topic by which somebody asks that what waits for its next try is tried now. */
export const RELAY_AGAIN_TOPIC = "relay.again";

/** Tells the relay of this process, if it has one, which shards have new work. Costs nothing but a call. */
export function wakeRelay(shards: readonly number[]): void {
  for (const wake of shared.patchbayRelays ?? []) wake(shards);
}

/** A relay that wants to be told. Returns how to take it back. */
export function onWake(wake: Wake): () => void {
  shared.patchbayRelays ??= new Set();
  shared.patchbayRelays.add(wake);
  return () => shared.patchbayRelays?.delete(wake);
}
