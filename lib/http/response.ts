import type { UpstreamAnswer } from "./upstream-error.ts";

/** An answer as it came, whole. Header names are lower case; repeated headers are joined by ", ". */
export class HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Id of this attempt's row in the request log. */
  readonly requestLogId: string;
  #text: string | undefined;

  constructor(
    status: number,
    statusText: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    requestLogId: string,
  ) {
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    this.body = body;
    this.requestLogId = requestLogId;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The body as UTF-8, without byte order mark. */
  text(): string {
    this.#text ??= this.body.toString("utf8").replace(/^\uFEFF/, "");
    return this.#text;
  }

  /** The parsed body, or a SyntaxError. What it means is for the caller to check. */
  json(): unknown {
    return JSON.parse(this.text());
  }

  toAnswer(): UpstreamAnswer {
    return { status: this.status, statusText: this.statusText, headers: this.headers, text: this.text() };
  }
}
