import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventParser } from "./event-stream.ts";

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
