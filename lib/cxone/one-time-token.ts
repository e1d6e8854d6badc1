import "server-only";
import * as z from "zod";
import type { Send } from "#lib/http/request.ts";
import { integerId, parseAnswer, textOrEmpty } from "./answer.ts";
import { joinUrl } from "./derive.ts";
import { errorOfAnswer, errorOfUpstream } from "./errors.ts";

const verified = z.object({
  brand: z.object({
    id: integerId,
    friendlyName: textOrEmpty,
    tenantId: textOrEmpty,
    businessUnitId: z.union([z.string(), z.number().transform(String)]).nullish(),
  }),
  user: z.looseObject({
    id: z.union([z.string(), z.number().transform(String)]).nullish(),
    emailAddress: textOrEmpty,
  }),
  /** Acts for the person who clicked the tile; short-lived. */
  accessToken: z.string().min(1),
});

export type VerifiedOneTimeToken = z.infer<typeof verified>;

/**
 * Exchanges the token that the Add action URL was called with (facts/cxone.md §3.3, step 5). It works once, so the call is never
 * repeated; a used, expired or foreign token is `forbidden`.
 */
export async function verifyOneTimeToken(
  send: Send,
  input: {
    readonly dfoBaseUrl: string;
    readonly brandId: number;
    readonly userId: number;
    readonly token: string;
    readonly connectionId?: string;
    readonly requestId?: string;
  },
): Promise<VerifiedOneTimeToken> {
  const operation = "cxone.one-time-token.verify";
  const url = joinUrl(
    input.dfoBaseUrl.replace(/\/dfo\/3\.0\/*$/i, ""),
    "dfo/3.0/one-time-token/verification",
  );
  try {
    const response = await send({
      operation,
      method: "POST",
      url,
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({
        brandId: input.brandId,
        userId: input.userId,
        token: input.token,
        purpose: "channel-integration",
      }),
      idempotent: false,
      secrets: [input.token],
      ...(input.connectionId ? { connectionId: input.connectionId } : {}),
      ...(input.requestId ? { requestId: input.requestId } : {}),
    });
    if (response.ok) return parseAnswer(operation, response, verified);
    throw errorOfAnswer(operation, response, new URL(url).host);
  } catch (error) {
    throw errorOfUpstream(operation, error);
  }
}
