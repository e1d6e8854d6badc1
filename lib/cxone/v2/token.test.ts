import { describe, expect, test } from "vitest";
import { cutShort, json } from "#lib/http/start-test-server.ts";
import { explainCxoneError } from "../explain-cxone-error.ts";
import { ALL_SCOPES, CLIENT_ID, SECRET } from "./start-test-v2.ts";
import { failure, signIn, withTestV2 } from "./with-test-v2.ts";

const scene = withTestV2();
const LONG = "POST /api/v2/oauth/token";
const SHORT = "POST /oauth/token";

describe("signing in with client_credentials", () => {
  test("sends a Basic header, as the seed meant it, and gives token, life and scopes (T-01)", async () => {
    const token = await signIn(scene);
    expect(token).toMatchObject({ expiresInSeconds: 3_600, scopes: ALL_SCOPES.split(" ") });
    const [request] = scene.cxone.requests;
    expect(request?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${CLIENT_ID}:${SECRET}`).toString("base64")}`,
    );
    expect(request?.body).toBe("grant_type=client_credentials");
  });

  test("goes on to the other address where the first is not there, with the client in the form (P-01)", async () => {
    scene.cxone.state.tokenPaths = ["short"];
    const { place } = await signIn(scene);
    expect(place).toEqual({ url: `${scene.cxone.baseUrl}/oauth/token`, style: "form" });
    expect(scene.cxone.requests[1]?.body).toContain(`client_id=${CLIENT_ID}`);
    await signIn(scene, { known: place });
    expect([scene.cxone.count(LONG), scene.cxone.count(SHORT)]).toEqual([1, 2]);
  });

  test("looks at the other address again when the one that worked has gone", async () => {
    const known = { url: `${scene.cxone.baseUrl}/oauth/token`, style: "form" } as const;
    scene.cxone.state.tokenPaths = ["api"];
    expect((await signIn(scene, { known })).place.style).toBe("basic");
  });

  test("says that neither address gives tokens, rather than that something was not found", async () => {
    scene.cxone.state.tokenPaths = [];
    const error = await failure(signIn(scene));
    expect(error.code).toBe("wrong_issuer");
    expect(explainCxoneError(error)?.title).toBe("There is no token endpoint at this address");
  });

  test.each([
    ["blanks between scopes", "a  b", ["a", "b"]],
    ["commas", "a,b", ["a", "b"]],
    ["none", null, null],
    ["an empty text", "", []],
  ])("reads scopes with %s", async (_name, scope, scopes) => {
    scene.cxone.state.scope = scope;
    expect((await signIn(scene)).scopes).toEqual(scopes);
  });

  test.each([
    ["wrong", false, "wrong_client", "see that the client is enabled"],
    [SECRET, true, "client_disabled", "enable the client again"],
  ])("names a refusal: secret %s, disabled %s (T-70, P-30)", async (clientSecret, isDisabled, code, fix) => {
    scene.cxone.state.isDisabled = isDisabled;
    const error = await failure(signIn(scene, { clientSecret }));
    expect(error.code).toBe(code);
    expect(explainCxoneError(error)?.fix).toContain(fix);
    // A refusal is no reason to try the secret elsewhere.
    expect(scene.cxone.count(SHORT)).toBe(0);
  });

  test("a client that may not ask for tokens is known, and said so (P-30)", async () => {
    scene.cxone.once(LONG, json(403, { error: "unauthorized_client", error_description: "No permission." }));
    const error = await failure(signIn(scene));
    expect(error.code).toBe("forbidden");
    expect(explainCxoneError(error)?.fix).toContain("client credentials");
  });

  test.each([
    ["one 500", json(500, {})],
    ["a 429 with a short wait", json(429, {}, { "retry-after": "0" })],
    ["an answer cut short", cutShort],
  ])("gets over %s", async (_name, behaviour) => {
    scene.cxone.once(LONG, behaviour);
    expect((await signIn(scene)).expiresInSeconds).toBe(3_600);
  });

  test.each([
    ["no JSON", json(200, "{"), "unexpected_answer"],
    ["no token", json(200, { token: "x" }), "unexpected_answer"],
    ["a web page", json(200, "<!doctype html>", { "content-type": "text/html" }), "html_answer"],
  ])("refuses an answer with %s", async (_name, behaviour, code) => {
    scene.cxone.once(LONG, behaviour);
    expect((await failure(signIn(scene))).code).toBe(code);
  });

  test.each([
    ["not told", {}],
    ["told as none", { expires_in: "soon" }],
    ["told as over", { expires_in: 0 }],
  ])("takes an hour for a life that is %s (P-01)", async (_name, told) => {
    scene.cxone.once(LONG, json(200, { access_token: "t", ...told }));
    expect((await signIn(scene)).expiresInSeconds).toBe(3_600);
  });

  test.each([
    ["a list", ["a", "b"], ["a", "b"]],
    ["what is none", 7, null],
  ])("reads scopes from %s", async (_name, scope, scopes) => {
    scene.cxone.once(LONG, json(200, { access_token: "t", scope }));
    expect((await signIn(scene)).scopes).toEqual(scopes);
  });

  test("takes an address that knows no POST for one that is not there", async () => {
    scene.cxone.once(LONG, json(405, "<html>", { "content-type": "text/html" }));
    expect((await signIn(scene)).place.style).toBe("form");
  });

  test("shows itself in the other way at a typed address, and is told of the refusal that came first", async () => {
    const tokenUrl = `${scene.cxone.baseUrl}/oauth/token`;
    scene.cxone.once(SHORT, json(400, { error: "invalid_request" }));
    expect((await signIn(scene, { tokenUrl })).place).toEqual({ url: tokenUrl, style: "form" });
    expect((await failure(signIn(scene, { tokenUrl, clientSecret: "wrong" }))).code).toBe("wrong_client");
    expect(scene.cxone.count(LONG)).toBe(0);
  });

  test("is sent nowhere that is kept of another address", async () => {
    const known = { url: "https://elsewhere.invalid/oauth/token", style: "form" } as const;
    expect((await signIn(scene, { known })).place.url).toBe(`${scene.cxone.baseUrl}/api/v2/oauth/token`);
    expect(scene.rows).toHaveLength(1);
  });

  test("leaves no secret in the request log, not even one that CXone repeats", async () => {
    scene.cxone.state.tokenPaths = ["short"];
    await signIn(scene);
    scene.cxone.once(LONG, json(400, { error: "invalid_request", error_description: `Unknown: ${SECRET}` }));
    await failure(signIn(scene));
    expect(scene.rows).toHaveLength(3);
    expect(JSON.stringify(scene.rows)).not.toContain(SECRET);
    expect(JSON.stringify(scene.rows)).not.toContain(
      Buffer.from(`${CLIENT_ID}:${SECRET}`).toString("base64"),
    );
  });
});
