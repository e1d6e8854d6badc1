import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import type { PolicyBody } from "../schema.ts";

/** For tests: a policy of a connection that nobody calls, unless one is given. */
export async function makePolicy(
  body: PolicyBody,
  { connectionId, name = `Policy ${newId("pol")}` }: { connectionId?: string; name?: string } = {},
): Promise<{ id: string; connectionId: string; name: string }> {
  const at = connectionId ?? (await makeVoiceConnection());
  const id = newId("pol");
  await db().transferPolicy.create({ data: { id, connectionId: at, name, body } });
  return { id, connectionId: at, name };
}

export async function makeVoiceConnection(): Promise<string> {
  const id = newId("con");
  await db().connection.create({
    data: {
      id,
      kind: "cxone",
      name: `Acme ${id}`,
      environment: "sandbox",
      settings: { issuer: "https://cxone.example.com", accessKeyId: "key" },
    },
  });
  return id;
}
