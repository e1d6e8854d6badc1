import { LOGGED_BODY_CHARS } from "#lib/http/request-log.ts";
import { MASK, redactValues } from "#lib/redact.ts";

/** Long enough to be no word by chance that a secret holds too. */
const PIECE = /[\w+/=~.-]{12,}/g;

type Entry = { tnx?: string };

/**
 * What was said in a session, for the request log: commands and answers, never the mail itself. What signs in is left
 * out by its place, and every secret of the session by its value too.
 */
export class Transcript {
  readonly #sent: string[] = [];
  readonly #heard: string[] = [];
  readonly #secrets: readonly string[];

  /** What must not be written down, in each form in which it is sent. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** In the shape of the logger that nodemailer asks for. */
  readonly logger = {
    level: () => {},
    trace: () => {},
    debug: (entry: Entry, text: string) => {
      if (entry.tnx === "client") this.#sent.push(this.safe(text));
      if (entry.tnx === "server") this.#heard.push(this.safe(text));
    },
    info: () => {},
    warn: () => {},
    error: () => {},
    fatal: () => {},
  };

  /** Some servers repeat what they did not understand, whole or cut: then a secret stands in their answer. */
  safe(text: string): string {
    const line = text.replace(/^(AUTH \S+) .+/i, `$1 ${MASK}`);
    return redactValues(line, this.#secrets).replace(PIECE, (piece) =>
      this.#secrets.some((secret) => secret.includes(piece)) ? MASK : piece,
    );
  }

  sent = () => join(this.#sent);
  heard = () => join(this.#heard);
  /** The last answer, "" when there was none. */
  last = () => this.#heard.at(-1) ?? "";
}

const join = (lines: readonly string[]) => lines.join("\n").slice(0, LOGGED_BODY_CHARS) || null;
