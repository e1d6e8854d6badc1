import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { Packet, type Resource, TCPServer, UDPServer } from "dns2";
import type { RecordType } from "./schema.ts";

/** What a name holds of a type: TXT as its strings or as one, MX as "10 host". */
type TestValue = string | readonly string[];
export type TestTrouble = "SERVFAIL" | "REFUSED" | "silent" | "truncated";

export type TestDns = {
  /** `127.0.0.1:port`, for UDP and TCP. */
  server: string;
  /** Sets what a name holds of a type; an empty list takes it away. */
  set: (type: RecordType, name: string, values: readonly TestValue[]) => void;
  /** Forgets all names. */
  clear: () => void;
  /** What goes wrong with all questions until it is set to null; `truncated` comes whole over TCP. */
  trouble: (trouble: TestTrouble | null) => void;
  /** `udp TXT example.com`, as they came. */
  asked: string[];
  close: () => Promise<void>;
};

const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;
const typeName = (code: number) => Object.entries(Packet.TYPE).find(([, value]) => value === code)?.[0] ?? "";

/** For tests: an authoritative DNS server of its own on loopback. */
export async function startTestDns(): Promise<TestDns> {
  const zone = new Map<string, readonly TestValue[]>();
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let current: TestTrouble | null = null;
  const key = (type: string, name: string) => `${type} ${name.toLowerCase()}`;
  const isKnown = (name: string) => [...zone.keys()].some((one) => one.endsWith(` ${name.toLowerCase()}`));

  const answers = (type: string, name: string, depth = 0): Resource[] => {
    const own = zone.get(key(type, name));
    if (own) return own.map((value) => resource(type, name, value));
    const [alias] = zone.get(key("CNAME", name)) ?? [];
    if (typeof alias !== "string" || depth > 4) return [];
    return [resource("CNAME", name, alias), ...answers(type, alias, depth + 1)];
  };
  const answer = (transport: "udp" | "tcp") => (request: Packet, send: (packet: Packet) => unknown) => {
    const [question] = request.questions;
    if (!question) return;
    const type = typeName(question.type);
    asked.push(`${transport} ${type} ${question.name}`);
    if (current === "silent") return;
    const response = Packet.createResponseFromRequest(request);
    const cut = current === "truncated" && transport === "udp";
    const code =
      current === "SERVFAIL" || current === "REFUSED"
        ? current
        : isKnown(question.name)
          ? "NOERROR"
          : "NXDOMAIN";
    Object.assign(response.header, { aa: 1, ra: 1, rcode: CODES[code], tc: cut ? 1 : 0 });
    if (code === "NOERROR" && !cut) response.answers = answers(type, question.name);
    send(response);
  };

  const tcp = new TCPServer();
  const udp = new UDPServer();
  tcp.on("request", answer("tcp"));
  udp.on("request", answer("udp"));
  tcp.on("connection", (socket: Socket) => sockets.add(socket));
  tcp.listen(0, "127.0.0.1");
  await once(tcp, "listening");
  const { port } = tcp.address() as AddressInfo;
  udp.bind(port, "127.0.0.1");
  await once(udp, "listening");
  return {
    server: `127.0.0.1:${port}`,
    set: (type, name, values) =>
      values.length > 0 ? zone.set(key(type, name), values) : zone.delete(key(type, name)),
    clear: () => zone.clear(),
    trouble: (trouble) => {
      current = trouble;
    },
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      const closed = [once(tcp, "close"), once(udp, "close")];
      tcp.close();
      udp.close();
      await Promise.all(closed);
    },
  };
}

function resource(type: string, name: string, value: TestValue): Resource {
  const common = {
    name,
    type: Packet.TYPE[type as RecordType],
    class: Packet.CLASS.IN,
    ttl: 1,
  };
  if (type === "TXT")
    return new Packet.Resource({ ...common, data: typeof value === "string" ? value : [...value] });
  const text = String(value);
  if (type === "CNAME") return new Packet.Resource({ ...common, domain: text });
  if (type === "NS") return new Packet.Resource({ ...common, ns: text });
  const [priority = "0", exchange = ""] = text.split(" ");
  return new Packet.Resource({ ...common, exchange, priority: Number(priority) });
}
