import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Packet, type Resource, TCPServer, UDPServer } from "dns2";
import type { Sandbox } from "../sandbox.ts";
import { type DnsRecord, dnsTypes } from "../state/email-model.ts";
import type { Fault } from "../wire/faults.ts";
import { answerQuery, type Rcode, rcodes } from "./answer-query.ts";

type Transport = "udp" | "tcp";

function resourceOf(record: DnsRecord, name: string): Resource {
  const { type, value, ttl, priority } = record;
  const common = { name, type: Packet.TYPE[type], class: Packet.CLASS.IN, ttl };
  if (type === "MX") return new Packet.Resource({ ...common, exchange: value, priority });
  if (type === "CNAME") return new Packet.Resource({ ...common, domain: value });
  if (type === "NS") return new Packet.Resource({ ...common, ns: value });
  if (type === "A" || type === "AAAA") return new Packet.Resource({ ...common, address: value });
  // One character-string holds 255 bytes at most (RFC 1035 §3.3.14); letters outside ASCII are not cut apart.
  return new Packet.Resource({ ...common, data: value.match(/[\s\S]{1,63}/gu) ?? [""] });
}

/** What a fault makes of an answer: a code by its name, or by the HTTP status that comes nearest. */
function rcodeOf(fault: Fault): Rcode | null {
  const named = typeof fault.body === "string" ? fault.body.toUpperCase() : "";
  if (named in rcodes) return named as Rcode;
  if (fault.status === null) return null;
  if (fault.status >= 500) return "SERVFAIL";
  return fault.status === 404 ? "NXDOMAIN" : fault.status === 403 ? "REFUSED" : "NOERROR";
}

/** Answers one packet and records it under the system `dns`: the method is the type, the path the name. */
async function handle(sandbox: Sandbox, request: Packet, transport: Transport): Promise<Packet | null> {
  const startedAt = Date.now();
  const answer = Packet.createResponseFromRequest(request);
  Object.assign(answer.header, { aa: 1, ra: 1 });
  const [question] = request.questions;
  const setCode = (code: Rcode) => Object.assign(answer.header, { rcode: rcodes[code] });
  if (!question || request.header.opcode !== 0) {
    setCode(question ? "NOTIMP" : "FORMERR");
    return answer;
  }
  const type =
    question.type === Packet.TYPE.ANY
      ? "ANY"
      : (dnsTypes.find((known) => Packet.TYPE[known] === question.type) ?? null);
  const method = type ?? String(question.type);
  const fault = sandbox.faults.take("dns", method, question.name);
  const { stopped } = sandbox.background;
  if (fault?.delayMs) await wait(fault.delayMs, undefined, { signal: stopped }).catch(() => {});
  const found = answerQuery(sandbox.store, question.name, type);
  const rcode = (fault && rcodeOf(fault)) ?? found.rcode;
  const isChanged = fault !== null && rcodeOf(fault) !== null;
  setCode(rcode);
  const cut = fault?.truncate === true && transport === "udp";
  if (cut) answer.header.tc = 1;
  // Names are answered in the letters they were asked in: a resolver may mix case to catch forged answers.
  else if (!isChanged)
    answer.answers = found.answers.map((row) =>
      resourceOf(row, row.name === question.name.toLowerCase() ? question.name : row.name),
    );
  const isLost = fault?.drop != null || stopped.aborted;
  sandbox.requests.record({
    at: new Date(sandbox.store.now()).toISOString(),
    system: "dns",
    method,
    path: question.name,
    query: { transport },
    headers: {},
    body: isLost ? null : { rcode, answers: answer.answers.length, truncated: cut },
    status: isLost ? null : rcodes[rcode],
    durationMs: Date.now() - startedAt,
    ...(fault ? { fault: isLost ? "no answer" : cut ? "cut short" : `answered ${rcode}` } : {}),
  });
  return isLost ? null : answer;
}

function serve(sandbox: Sandbox) {
  const udp = new UDPServer();
  const tcp = new TCPServer();
  const sockets = new Set<Socket>();
  let isOpen = true;
  const listen = (transport: Transport) => (request: Packet, send: (answer: Packet) => Promise<unknown>) =>
    void handle(sandbox, request, transport)
      .then((answer) => (answer && isOpen ? send(answer) : undefined))
      // Whoever asked has gone: nobody is left to tell.
      .catch(() => {});
  udp.on("request", listen("udp"));
  tcp.on("request", listen("tcp"));
  tcp.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const close = async () => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
    const closed = [tcp.listening ? once(tcp, "close") : null, once(udp, "close")];
    if (tcp.listening) tcp.close();
    udp.close();
    await Promise.all(closed);
  };
  return { udp, tcp, close };
}

/** One attempt to have UDP and TCP on the same port; null when one of them is taken. */
async function tryPort(sandbox: Sandbox, port: number): Promise<RunningDns | null> {
  const { udp, tcp, close } = serve(sandbox);
  try {
    tcp.listen(port, "127.0.0.1");
    await once(tcp, "listening");
    const { port: chosen } = tcp.address() as AddressInfo;
    udp.bind(chosen, "127.0.0.1");
    await once(udp, "listening");
    return { port: chosen, close };
  } catch (error) {
    await close();
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE" || code === "EACCES") return null;
    throw error;
  }
}

export type RunningDns = { port: number; close(): Promise<void> };

/** Starts the name server on 127.0.0.1, UDP and TCP on one port: the wanted one, or any free one when it is taken or 0. */
export async function startDns(sandbox: Sandbox, wanted: number): Promise<RunningDns> {
  for (const port of [wanted > 65_535 ? 0 : wanted, ...Array<number>(20).fill(0)]) {
    const running = await tryPort(sandbox, port);
    if (running) return running;
  }
  throw new Error("The sandbox found no port that is free for UDP and TCP");
}
