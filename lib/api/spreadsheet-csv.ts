import "server-only";
import { Transform, type TransformCallback } from "node:stream";

/** `text` may hold what somebody typed; `moment` is a timestamp of UTC; `plain` begins with a letter, a digit or a bracket. */
export type CellKind = "text" | "moment" | "plain";

const QUOTE = 0x22;
const COMMA = 0x2c;
const SPACE = 0x20;
const LF = 0x0a;
const CR = 0x0d;
const MARK = 0x27;
const T = 0x54;
const Z = 0x5a;

/** By byte, 1: what a spreadsheet reads as the beginning of a formula, and the mark itself, which can so be taken away again. */
const MARKED = new Uint8Array(256);
for (const byte of Buffer.from("=+-@\t\r'")) MARKED[byte] = 1;

/**
 * CSV as PostgreSQL writes it, made fit for spreadsheets and programs on its way: records end with CR LF, as RFC 4180 §2 has it
 * (line breaks in quotes stay), a text that begins as a formula does, or with ', gets a ' before it, and moments are written
 * after ISO 8601. Done here and not by the database, where functions per cell take as long as all else of a row.
 */
export function spreadsheetCsv(kinds: readonly CellKind[]): Transform {
  const first = kinds[0] ?? "plain";
  let column = 0;
  let quoted = false;
  /** A text of which no byte was looked at yet, within its quotes where it has some, or a moment up to its end. */
  let cell: CellKind = first;
  let hasTime = false;
  // Written into again and again: memory taken for every piece, as large as it could become, is what the collector ran for.
  let room = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      // Every byte is preceded by one more at most, but for the end of a record whose moment ended in the piece before.
      if (room.length <= chunk.length * 2) room = Buffer.allocUnsafeSlow(chunk.length * 2 + 1);
      let start = 0;
      let end = 0;
      const insert = (byte: number, index: number) => {
        end += chunk.copy(room, end, start, index);
        room[end++] = byte;
        start = index;
      };
      // By index: `for … of` over a buffer takes twice as long, and this is most of what an export costs here.
      for (let index = 0; index < chunk.length; index++) {
        const byte = chunk[index] as number;
        // Letters and digits, which are most of it: everything that is looked for below comes before them.
        if (byte > COMMA && cell !== "text") continue;
        if (cell === "text") {
          if (byte !== QUOTE || quoted) cell = "plain";
          if (MARKED[byte] === 1) insert(MARK, index);
        } else if (cell === "moment") {
          if (byte === SPACE) {
            chunk[index] = T;
            hasTime = true;
          } else if (hasTime) {
            insert(Z, index);
            hasTime = false;
          }
        }
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === COMMA && !quoted) cell = kinds[++column] ?? "plain";
        else if (byte === LF && !quoted) {
          insert(CR, index);
          column = 0;
          cell = first;
        }
      }
      end += chunk.copy(room, end, start);
      done(null, Buffer.from(room.subarray(0, end)));
    },
  });
}
