import { describe, expect, test } from "vitest";
import {
  answer,
  ask,
  callerOf,
  ctx,
  home,
  json,
  known,
  provider,
  resultOf,
  signInAs,
  withTestSignIn,
} from "#app/api/auth/oidc/with-test-sign-in.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { db } from "#lib/db/client.ts";
import { TestBrowser } from "./test-browser.ts";

withTestSignIn();

describe("a way back that is not the one that was begun", () => {
  test("counts once: the second time it has expired", async () => {
    known("once");
    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser), { account: "once" });
    await browser.go(back);
    expect(resultOf(new URL((await browser.go(back)).url))).toEqual(["/sign-in", "expired"]);
  });

  test("is refused in another browser, where somebody was made to open it", async () => {
    known("mallory");
    const mallory = new TestBrowser();
    const back = await answer(mallory, await ask(mallory), { account: "mallory" });
    const victim = new TestBrowser();
    await ask(victim);
    expect(resultOf(new URL((await victim.go(back)).url))).toEqual(["/sign-in", "expired"]);
    expect(await callerOf(victim)).toBeUndefined();
  });

  test("is refused after 10 minutes", async () => {
    known("slow");
    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser), { account: "slow" });
    await db().oidcAttempt.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(resultOf(new URL((await browser.go(back)).url))).toEqual(["/sign-in", "expired"]);
  });

  test.each([
    ["another issuer (mix-up)", (url: URL) => url.searchParams.set("iss", "https://evil.example")],
    ["no issuer, though the provider always names itself", (url: URL) => url.searchParams.delete("iss")],
    ["a code of somebody else", (url: URL) => url.searchParams.set("code", "stolen")],
  ])("is refused with %s", async (_what, change) => {
    known("tampered");
    const browser = new TestBrowser();
    const url = new URL(await answer(browser, await ask(browser), { account: "tampered" }));
    change(url);
    expect(resultOf(new URL((await browser.go(url.href)).url))).toEqual(["/sign-in", "provider-failed"]);
    expect(await callerOf(browser)).toBeUndefined();
  });

  test("leads nowhere but to a page of ours", async () => {
    known("led");
    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser, "//evil.example/"), { account: "led" });
    expect((await browser.go(back)).url).toBe(`${home}/`);
  });
});

describe("confirming that it is still me", () => {
  async function confirmAs(browser: TestBrowser, account: string): Promise<URL> {
    const init = { method: "POST", headers: { ...json, origin: home } };
    const begun = await browser.ask(`${home}/api/session/confirm/oidc`, init);
    const { url } = (await begun.json()) as { url: string };
    const { searchParams } = new URL(url);
    expect([searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(["login", "0"]);
    const question = (await browser.go(url)).url;
    return new URL((await browser.go(await answer(browser, question, { account }))).url);
  }

  test("asks at the provider again, although one is signed in there", async () => {
    known("carl", { groups: ["it"] });
    const { browser } = await signInAs("carl");
    const long = new Date(Date.now() - 3_600_000);
    await db().session.updateMany({
      where: { user: { email: "carl@example.com" } },
      data: { authenticatedAt: long },
    });
    const stale = await callerOf(browser);
    if (stale?.by !== "cookie") throw new Error("nobody is signed in");
    expect(() => requireFresh({ ...ctx, ...stale })).toThrow();
    expect((await confirmAs(browser, "carl")).pathname).toBe("/confirmed");
    const fresh = await callerOf(browser);
    if (fresh?.by !== "cookie") throw new Error("nobody is signed in");
    requireFresh({ ...ctx, ...fresh });
  });

  test("does not count for somebody else", async () => {
    known("dave");
    known("eric");
    const { browser } = await signInAs("dave");
    await signInAs("eric");
    browser.forget(provider.issuer);
    expect(resultOf(await confirmAs(browser, "eric"))).toEqual(["/confirmed", "other-person"]);
  });
});
