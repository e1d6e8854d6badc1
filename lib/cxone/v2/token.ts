import "server-only";
import * as z from "zod";
import type { Send } from "#lib/http/request.ts";
import { parseAnswer } from "../answer.ts";
import type { CallContext } from "../discovery.ts";
import { CxoneError } from "../errors.ts";
import { postForToken } from "../token-post.ts";
import { type TokenPlace, tokenPlaces } from "./derive.ts";

const OPERATION = "cxone.token.client-credentials";
/** P-01, for answers that do not say. */
const DEFAULT_LIFE_SECONDS = 3_600;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(DEFAULT_LIFE_SECONDS),
  /** RFC 6749 §3.3 says blanks between them; some servers send a list. */
  scope: z
    .union([z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)), z.array(z.string())])
    .nullish()
    .catch(null)
    .transform((scopes) => scopes ?? null),
});

export interface V2Credentials {
  readonly baseUrl: string;
  /** Where it was typed, it is the only one that is asked. */
  readonly tokenUrl?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The place and style that worked last time, so that the other is not asked for nothing. */
  readonly known?: TokenPlace | null | undefined;
}

export interface V2Token {
  readonly accessToken: string;
  /** Seconds from the moment of the answer. */
  readonly expiresInSeconds: number;
  /** Null where the answer does not say. */
  readonly scopes: readonly string[] | null;
  /** Where and how it was had. */
  readonly place: TokenPlace;
}

/**
 * Signs in with client_credentials (T-01, P-01): at `/api/v2/oauth/token` with a Basic header, and where that is not
 * there, at `/oauth/token` with the client in the form. Throws CxoneError; `wrong_issuer` where neither is there.
 */
export async function requestV2Token(
  send: Send,
  credentials: V2Credentials,
  context: CallContext = {},
): Promise<V2Token> {
  const { baseUrl, tokenUrl, known } = credentials;
  const places = tokenPlaces(baseUrl, tokenUrl);
  const usual = known && places.some((place) => isSame(place, known)) ? [known] : [];
  const inOrder = [...usual, ...places.filter((place) => !usual.some((one) => isSame(one, place)))];
  let first: CxoneError | undefined;
  for (const place of inOrder) {
    try {
      return await requestAt(send, place, credentials, context);
    } catch (error) {
      if (!(error instanceof CxoneError) || !worthTheOther(error, tokenUrl !== undefined)) throw error;
      first ??= error;
    }
  }
  if (first && !isAbsent(first)) throw first;
  throw new CxoneError("wrong_issuer", "There is no token endpoint.", {
    operation: OPERATION,
    status: 404,
    host: new URL(tokenUrl ?? baseUrl).host,
    requestLogId: first?.requestLogId,
  });
}

const isSame = (one: TokenPlace, other: TokenPlace) => one.url === other.url && one.style === other.style;

/** A gateway may say so with a page of its own. */
const isAbsent = ({ status }: CxoneError) => status === 404 || status === 405;

/** At one address only the style can be another: a server that does not know it refuses the client. */
const worthTheOther = (error: CxoneError, sameAddress: boolean) =>
  isAbsent(error) || (sameAddress && (error.status === 400 || error.status === 401));

async function requestAt(
  send: Send,
  place: TokenPlace,
  { clientId, clientSecret }: V2Credentials,
  context: CallContext,
): Promise<V2Token> {
  const isBasic = place.style === "basic";
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    ...(isBasic ? {} : { client_id: clientId, client_secret: clientSecret }),
  });
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const response = await postForToken(send, {
    operation: OPERATION,
    url: place.url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(isBasic ? { authorization: `Basic ${basic}` } : {}),
    },
    body: body.toString(),
    secrets: [clientSecret],
    ...context,
  });
  const answer = parseAnswer(OPERATION, response, tokenAnswer);
  return {
    accessToken: answer.access_token,
    expiresInSeconds: answer.expires_in,
    scopes: answer.scope,
    place,
  };
}
