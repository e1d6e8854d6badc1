import "server-only";
import { Transform, type TransformCallback } from "node:stream";

const QUOTE = 0x22;
const LF = 0x0a;
const CR_LF = Buffer.from("\r\n");

/** Ends the records of a CSV stream with CR LF, as RFC 4180 §2 has it; PostgreSQL ends them with LF. Line breaks in quotes stay. */
export function csvLineEnds(): Transform {
  let quoted = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const pieces: Buffer[] = [];
      let start = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at];
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === LF && !quoted) {
          pieces.push(chunk.subarray(start, at), CR_LF);
          start = at + 1;
        }
      }
      pieces.push(chunk.subarray(start));
      done(null, Buffer.concat(pieces));
    },
  });
}
