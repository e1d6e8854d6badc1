import http from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { createEventParser, followStream } from "./event-stream.ts";

const wire = 'retry: 2000\n\n: still here\n\nid: 7\nevent: update\ndata: {"a":1}\n\ndata: x\ndata: y\n\n';
const meant = [
  { event: "update", data: '{"a":1}', id: "7" },
  { event: "message", data: "x\ny", id: null },
];

test("events are the same wherever the network cuts the stream", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(wire.length), { maxLength: 10 }), (cuts) => {
      const parse = createEventParser();
      const places = [0, ...cuts.toSorted((a, b) => a - b), wire.length];
      const events = places.slice(1).flatMap((end, index) => parse(wire.slice(places[index], end)));
      expect(events).toEqual(meant);
    }),
  );
});

/** Follows a server that gives one answer, until the end that `heard` decides on. */
async function follow(answer: http.RequestListener, heard: (what: string, end: () => void) => void) {
  const server = http.createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const life = new AbortController();
  const told: string[] = [];
  const tell = (what: string) => {
    told.push(what);
    heard(what, () => life.abort());
  };
  await followStream({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    headers: () => ({}),
    signal: life.signal,
    onOpen: () => tell("open"),
    onLost: () => tell("lost"),
    onEvent: ({ data }) => tell(data),
    onRefused: (status) => tell(String(status)),
  });
  return told;
}

test("a stream that was ended says nothing more, though more of it is here already", async () => {
  const told = await follow(
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      // In pieces, because what is read ahead waits in one place and what came together in another.
      for (const text of ["1", "2", "3"]) response.write(`data: ${text}\n\ndata: ${text} too\n\n`);
    },
    (what, end) => what === "1" && end(),
  );
  expect(told).toEqual(["open", "1"]);
});
