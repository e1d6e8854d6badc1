import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import type { SetupDefinition } from "./definition.ts";
import type { Applied, Change, DesiredObject, ObservedObject, SetupBase, Step } from "./step.ts";

/** A vendor for tests: things with a key and a colour, over real HTTP, that fails as it is told. */
export type TestVendor = {
  baseUrl: string;
  things: Map<string, { id: string; key: string; colour: string; mark: string }>;
  /** Every write that arrived, in order. */
  writes: string[];
  /** Called before and after the work of each write; what it throws cuts the connection. */
  disturb: { before?: (write: string) => unknown; after?: (write: string) => unknown };
  close(): Promise<void>;
};

export async function startTestVendor(): Promise<TestVendor> {
  let lastId = 0;
  const vendor: TestVendor = {
    baseUrl: "",
    things: new Map(),
    writes: [],
    disturb: {},
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const key = decodeURIComponent((incoming.url ?? "").slice("/things/".length));
    try {
      if (incoming.method !== "GET") {
        const write = `${incoming.method} ${key}`;
        vendor.writes.push(write);
        await vendor.disturb.before?.(write);
        if (incoming.method === "DELETE") vendor.things.delete(key);
        else {
          const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { colour: string; mark: string };
          lastId += 1;
          // Twice the same key is two things to the vendor: a duplicate shows in the count.
          const id = incoming.method === "PUT" ? (vendor.things.get(key)?.id ?? "") : String(lastId);
          const place = incoming.method === "POST" && vendor.things.has(key) ? `${key}#${id}` : key;
          vendor.things.set(place, { id, key, ...body });
        }
        await vendor.disturb.after?.(write);
      }
      outgoing.setHeader("content-type", "application/json");
      outgoing.end(JSON.stringify([...vendor.things.values()]));
    } catch {
      incoming.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vendor.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return vendor;
}

export const wishes = z.array(
  z.strictObject({
    key: z.string().min(1),
    colour: z.string(),
    after: z.array(z.string()).default([]),
    foreign: z.enum(["adopt", "refuse"]).default("adopt"),
    hand: z.boolean().default(false),
  }),
);
export type Wish = z.infer<typeof wishes>[number];

/** A set-up of one step whose input lists the things that shall be there, and one that a person ticks. */
export function testSetup(vendor: TestVendor): SetupDefinition {
  const call = async (method: string, key: string, body?: object): Promise<ObservedThing[]> => {
    const init = {
      method,
      headers: { connection: "close" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const answer = await fetch(`${vendor.baseUrl}/things/${encodeURIComponent(key)}`, init).catch((cause) => {
      throw new UpstreamError("reset", "The connection was cut", {
        operation: `things.${method}`,
        host: "127.0.0.1",
        method,
        path: "/things",
        attempts: 1,
        mayHaveHappened: true,
        cause,
      });
    });
    return (await answer.json()) as ObservedThing[];
  };
  const things: Step<SetupBase> = {
    ...plain("things", "Things"),
    mode: () => "automatic",
    input: wishes,
    todo: ({ records }) => (records.things?.input ? null : "Say which things."),
    desired: (context) => wishesOf(context).map((wish) => desiredThing(wish)),
    observe: async (context) =>
      (await call("GET", "")).map(
        (thing): ObservedObject => ({
          lineId: `things/${thing.key}`,
          remoteId: thing.id,
          fields: { colour: thing.colour },
          ours: thing.mark === context.subject,
        }),
      ),
    apply: async (change: Change, context): Promise<Applied> => {
      const key = change.action === "delete" ? change.managed.naturalKey : change.desired.naturalKey;
      if (change.action === "delete") {
        await call("DELETE", key);
        return { remoteId: "" };
      }
      const method = change.action === "create" ? "POST" : "PUT";
      const body = { colour: String(change.desired.fields.colour), mark: context.subject };
      const made = (await call(method, key, body)).filter((thing) => thing.key === key);
      return { remoteId: made.at(-1)?.id ?? "" };
    },
    checks: [
      {
        id: "things.there",
        title: "The things are there",
        doesNotProve: "That anybody likes them.",
        run: async (context) => {
          const there = new Set((await call("GET", "")).map((thing) => thing.key));
          const missing = wishesOf(context).filter((wish) => !there.has(wish.key));
          return missing.length === 0
            ? { state: "passed", message: `${there.size} things`, evidence: [...there] }
            : { state: "failed", message: "Some are missing", fix: { sentence: "Plan and apply." } };
        },
      },
    ],
  };
  const tick: Step<SetupBase> = {
    ...plain("tick", "Tick"),
    mode: () => "attested",
    input: null,
    todo: ({ records }) => (records.tick?.attestedAt ? null : "Tick it."),
    checks: [],
  };
  return {
    prefix: "test",
    steps: [things, tick],
    load: async (_ctx, base) => base,
    title: () => "Test",
    state: () => "draft",
  };
}

type ObservedThing = { id: string; key: string; colour: string; mark: string };

const plain = (id: string, title: string) => ({
  id,
  title,
  why: "For the test.",
  who: "Anybody",
  minutes: 1,
  docs: { path: [], link: null, doesNotProve: "Anything." },
});

function wishesOf(context: SetupBase): Wish[] {
  return wishes.parse(context.records.things?.input ?? []);
}

function desiredThing(wish: Wish): DesiredObject {
  return {
    lineId: `things/${wish.key}`,
    system: "Vendor",
    kind: "thing",
    name: wish.key,
    naturalKey: wish.key,
    fields: { colour: wish.colour },
    dependsOn: wish.after.map((key) => `things/${key}`),
    foreign: wish.foreign,
    ...(wish.hand ? { manual: `Make the thing ${wish.key} yourself` } : {}),
  };
}
