import { db } from "#lib/db/client.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { openHouse } from "./test-house.ts";

/** For tests: a house whose handover has this bot, and a visitor, whom the bot has not greeted. */
export async function handoverJoinedTo(bot: object, options: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(options);
  const { providerId } = house.handover;
  await db().handoverProvider.update({ where: { id: providerId }, data: { bot } });
  await putSecret(db(), `handover:${providerId}`, "webhookSecret", "w".repeat(48), { now: new Date() });
  return { house, kim: await house.visitor() };
}
