import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { AppError } from "#lib/errors.ts";
import { checkTargetUrl } from "#lib/http/check-target-url.ts";
import { allowedPrivateHosts } from "#lib/private-hosts/reads.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import type { BotInput, StoredBot } from "./schema.ts";

/** The bot side as it is kept: what is secret goes to the vault, and an address left empty stays as it is. */
export function storedBotOf(input: BotInput, before: StoredBot): StoredBot {
  switch (input.adapter) {
    case "demo":
      return { adapter: "demo" };
    case "cognigy": {
      const { stored: _shown, endpointUrl, ...rest } = input;
      const kept = before.adapter === "cognigy" ? before.baseUrl : "";
      return { ...rest, baseUrl: endpointUrl?.baseUrl ?? kept };
    }
    case "webhook": {
      const { stored: _shown, ...rest } = input;
      return rest;
    }
  }
}

/**
 * Refuses an address that may not be called (facts/product.md §1.6 Endpoint URLs), and a Cognigy bot without one.
 * An operator may change everything but the Endpoint URL, which holds a token. Throws `bad_input`, `forbidden`.
 */
export async function verifyBot(
  ctx: Ctx,
  { provider, botSecrets }: { provider: { bot: StoredBot }; botSecrets: { cognigyToken: SecretView } },
  input: BotInput,
): Promise<void> {
  if (input.adapter === "demo") return;
  if (input.adapter === "cognigy" && input.endpointUrl) {
    requireRole(ctx, "admin");
    requireFresh(ctx);
  }
  if (input.adapter === "cognigy" && !input.endpointUrl) {
    if (provider.bot.adapter === "cognigy" && botSecrets.cognigyToken.set) return;
    throw new AppError("bad_input", { fields: { endpointUrl: "Paste the Endpoint URL of the bot." } });
  }
  const [field, url] =
    input.adapter === "cognigy" ? ["endpointUrl", input.endpointUrl?.baseUrl ?? ""] : ["url", input.url];
  const judged = await checkTargetUrl(url, await allowedPrivateHosts());
  if (!judged.ok) throw new AppError("bad_input", { fields: { [field]: judged.sentence } });
}
