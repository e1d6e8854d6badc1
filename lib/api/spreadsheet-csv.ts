import "server-only";
import { Transform, type TransformCallback } from "node:stream";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const MARK = 0x27;
/** By byte, 1: what a spreadsheet reads as the beginning of a formula, and the mark itself, which can so be taken away again. */
const MARKED = new Uint8Array(256);
for (const byte of Buffer.from("=+-@\t\r'")) MARKED[byte] = 1;

/**
 * CSV as PostgreSQL writes it, made fit for spreadsheets on its way: records end with CR LF, as RFC 4180 §2 has it
 * (line breaks in quotes stay), and in the columns of `mayHoldFormula` a cell that begins as a formula does, or with ',
 * gets a ' before it. Done here and not by the database, where a function per cell takes longer than all else of a row.
 */
export function spreadsheetCsv(mayHoldFormula: readonly boolean[]): Transform {
  let column = 0;
  let quoted = false;
  /** The next byte begins a cell to be looked at, within its quotes where it has some. */
  let begins = mayHoldFormula[0] === true;
  // Written into again and again: memory taken for every piece, as large as it could become, is what the collector ran for.
  let room = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      // A byte is preceded by one more at most.
      if (room.length < chunk.length * 2) room = Buffer.allocUnsafeSlow(chunk.length * 2);
      const out = room;
      let end = 0;
      // By index: `for … of` over a buffer takes twice as long, and this is most of what an export costs here.
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at] as number;
        if (begins) {
          begins = byte === QUOTE && !quoted;
          if (MARKED[byte] === 1) out[end++] = MARK;
        }
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === COMMA && !quoted) begins = mayHoldFormula[++column] === true;
        else if (byte === LF && !quoted) {
          out[end++] = CR;
          column = 0;
          begins = mayHoldFormula[0] === true;
        }
        out[end++] = byte;
      }
      done(null, Buffer.from(out.subarray(0, end)));
    },
  });
}
