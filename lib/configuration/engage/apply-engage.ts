import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { clientForEngage } from "#lib/connections/engage-client-for.ts";
import { changes } from "../plan-configuration.ts";
import type { ConfigurationLine, HandoverConfiguration } from "../schema.ts";
import { resolveEngage } from "./resolve-engage.ts";

type EngageImport = {
  wanted: HandoverConfiguration;
  was: HandoverConfiguration | undefined;
  line: ConfigurationLine;
  connectionId: string;
  sameAccount: boolean;
  /** Undefined where the plan did not ask for it. */
  realtimeToken: string | undefined;
};

/** Saves the steps of a handover to Engage as its line says, in their order. The webhook's secrets are made here. */
export async function applyEngage(
  ctx: Ctx,
  { wanted, was, line, connectionId, sameAccount, realtimeToken }: EngageImport,
  save: (stepId: string, input: unknown) => Promise<void>,
): Promise<void> {
  const { engage } = wanted;
  if (!engage) return;
  const client = await clientForEngage(connectionId, { requestId: ctx.requestId });
  const { community, sourceId, agents } = await resolveEngage(client, engage, sameAccount);
  if (community && changes(line, "community")) await save("community", community);
  if (engage.categories && changes(line, "parentCategory", "botCategory", "agentCategory")) {
    const { parent, bot, agent } = { ...was?.engage?.categories, ...engage.categories };
    const ids = sameAccount ? { botCategory: bot ?? "", agentCategory: agent ?? "" } : {};
    await save("categories", { parentName: parent, ...ids });
  }
  if (sourceId && realtimeToken && changes(line, "source"))
    await save("source", { sourceId, realtimeUrl: "", realtimeToken });
  if (agents && changes(line, "agents")) await save("agents", { agents });
  if (line.action === "create") await save("webhook", {});
  if (engage.folder !== undefined && changes(line, "folder")) await save("folder", { wanted: engage.folder });
}
