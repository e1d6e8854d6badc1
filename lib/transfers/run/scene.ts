import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
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

/** Without a tenant it is one that was never checked. */
export async function makeVoiceConnection({
  kind = "cxone",
  tenant,
}: {
  kind?: string;
  tenant?: Prisma.InputJsonObject;
} = {}): Promise<string> {
  const id = newId("con");
  const settings =
    kind === "cxone-v2"
      ? { baseUrl: "https://us-02.example.com", clientId: "client" }
      : { issuer: "https://cxone.example.com", accessKeyId: "key" };
  const row = { id, kind, name: `Acme ${id}`, environment: "sandbox", settings };
  await db().connection.create({ data: tenant ? { ...row, tenant } : row });
  return id;
}
