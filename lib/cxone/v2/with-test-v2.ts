import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { createHttpClient, type HttpClient } from "#lib/http/client.ts";
import type { RequestLogRow } from "#lib/http/request-log.ts";
import { CxoneError } from "../errors.ts";
import { type CxoneV2Client, createCxoneV2Client } from "./client.ts";
import { CLIENT_ID, SECRET, startTestV2, type TestV2 } from "./start-test-v2.ts";
import { requestV2Token } from "./token.ts";

export type V2Scene = {
  cxone: TestV2;
  http: HttpClient;
  client: CxoneV2Client;
  rows: RequestLogRow[];
  /** How often a fresh token was asked for. */
  refreshes: number;
};

/** Gives a test file a scripted API v2 with a signed-in client in front of it. At the top level of the file. */
export function withTestV2(): V2Scene {
  const scene = { rows: [], refreshes: 0 } as unknown as V2Scene;
  beforeAll(async () => {
    scene.cxone = await startTestV2();
    scene.http = createHttpClient({
      log: { append: (row) => scene.rows.push(row) },
      allowedPrivateHosts: () => [scene.cxone.host],
      random: () => 0,
      // A test lets many calls fail; that is no reason to hold back those of the next one.
      breaker: { window: 1_000, minimumCalls: 1_000 },
    });
  });
  beforeEach(() => {
    scene.cxone.reset();
    scene.rows.length = 0;
    scene.refreshes = 0;
    let token: string | undefined;
    scene.client = createCxoneV2Client({
      baseUrl: scene.cxone.baseUrl,
      send: scene.http.send,
      requestId: "req_1",
      async getAccessToken({ forceRefresh }) {
        if (forceRefresh) scene.refreshes += 1;
        if (forceRefresh || !token) token = (await signIn(scene)).accessToken;
        return token;
      },
    });
  });
  afterAll(async () => {
    await scene.http.close();
    await scene.cxone.close();
  });
  return scene;
}

export const signIn = (
  { http, cxone }: V2Scene,
  change: Partial<Parameters<typeof requestV2Token>[1]> = {},
) =>
  requestV2Token(http.send, {
    baseUrl: cxone.baseUrl,
    clientId: CLIENT_ID,
    clientSecret: SECRET,
    ...change,
  });

/** What a call failed with; a test fails when it did not. */
export async function failure(promise: Promise<unknown>): Promise<CxoneError> {
  const error = await promise.then(
    () => expect.fail("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CxoneError)) throw error;
  return error;
}
