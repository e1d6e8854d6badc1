const HEAD_END = "\r\n\r\n";

/** Finds the end of one HTTP/1.1 answer after the other, by content-length or chunks. Looks at nothing else. */
export class ResponseReader {
  #held: Buffer | undefined;
  /** Bytes of the body that are still to come, once that is known. */
  #missing = -1;
  #status = 0;
  /** Where the next chunk begins in `#held`; -1 when the body is not chunked. */
  #chunkAt = -1;

  /** The status when this piece completed an answer, else undefined. */
  push(piece: Buffer): number | undefined {
    if (this.#missing >= 0) {
      this.#missing -= piece.length;
      return this.#missing <= 0 ? this.#finish() : undefined;
    }
    this.#held = this.#held ? Buffer.concat([this.#held, piece]) : piece;
    if (this.#chunkAt < 0) {
      const end = this.#held.indexOf(HEAD_END);
      if (end < 0) return undefined;
      const head = this.#held.toString("latin1", 0, end);
      this.#status = Number(head.slice(9, 12));
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      if (length !== undefined || this.#status === 204) {
        this.#missing = end + HEAD_END.length + Number(length ?? 0) - this.#held.length;
        return this.#missing <= 0 ? this.#finish() : undefined;
      }
      this.#chunkAt = end + HEAD_END.length;
    }
    return this.#walkChunks(this.#held);
  }

  /** The beginning of the last answer, to say what went wrong. */
  excerpt = "";

  #walkChunks(held: Buffer): number | undefined {
    for (;;) {
      const lineEnd = held.indexOf("\r\n", this.#chunkAt);
      if (lineEnd < 0) return undefined;
      const size = Number.parseInt(held.toString("latin1", this.#chunkAt, lineEnd), 16);
      const next = lineEnd + 2 + size + 2;
      if (Number.isNaN(size)) throw new Error("the answer has neither length nor chunks");
      if (held.length < next) return undefined;
      if (size === 0) return this.#finish();
      this.#chunkAt = next;
    }
  }

  #finish(): number {
    if (this.#status >= 300) this.excerpt = this.#held?.toString("latin1", 0, 600) ?? "";
    this.#held = undefined;
    this.#missing = -1;
    this.#chunkAt = -1;
    return this.#status;
  }
}
