import type { Hono } from "hono";
import { settleDomains } from "../email/domains.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { asArray, asRecord, asText, type JsonRecord } from "../wire/values.ts";
import { addRecord, BadRecord, dnsTypeIn, recordIn, removeRecords } from "./records.ts";

/**
 * `/control/dns`: GET lists; POST `{name, type, value}` or `{records: […]}` sets what a name holds of a type (`"add": true`
 * keeps what is there); DELETE `?name=&type=` takes away, without a name everything.
 */
export function dnsControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const listing = (name?: string) => ({
    server: sandbox.dnsServer,
    records: name === undefined ? store.email.dns.list() : store.email.dns.where("name", name.toLowerCase()),
  });

  app.get("/control/dns", (c) => c.json(listing(c.req.query("name"))));

  app.post("/control/dns", async (c) => {
    const body = asRecord(await c.req.json().catch(() => null));
    const sent: JsonRecord[] = Array.isArray(body.records)
      ? asArray(body.records).map(asRecord)
      : asArray(body.values ?? [body.value]).map((value) => ({ ...body, value }));
    try {
      const records = sent.map(recordIn);
      if (body.add !== true) for (const record of records) removeRecords(store, record.name, record.type);
      for (const record of records) addRecord(store, record);
    } catch (error) {
      if (error instanceof BadRecord) return c.json({ error: error.message }, 400);
      throw error;
    }
    settleDomains(store);
    return c.json(listing());
  });

  app.delete("/control/dns", (c) => {
    const { name, type } = c.req.query();
    try {
      removeRecords(store, asText(name), type === undefined ? undefined : dnsTypeIn(type));
    } catch (error) {
      if (error instanceof BadRecord) return c.json({ error: error.message }, 400);
      throw error;
    }
    settleDomains(store);
    return c.json(listing());
  });
}
