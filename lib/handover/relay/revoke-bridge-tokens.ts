import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";

/** The topic by which every bridge is told to forget the tokens it remembers. */
export const BRIDGE_TOKENS_TOPIC = "bridge-tokens";

/** Ends all tokens that the other side of a handover holds, everywhere, when the transaction commits. */
export async function revokeBridgeTokens(tx: Tx, providerId: string): Promise<void> {
  await tx.bridgeToken.deleteMany({ where: { providerId } });
  await notify(tx, BRIDGE_TOKENS_TOPIC);
}
