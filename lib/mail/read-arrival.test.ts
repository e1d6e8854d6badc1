import { expect, test } from "vitest";
import { readArrival } from "./read-arrival.ts";

const RAW = `

Authentication-Results: mx.example.com; spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example;
 dkim=fail (body hash did not verify) header.d=acme.example; dmarc=none action=none header.from=acme.example
Authentication-Results: forged.example; dkim=pass header.d=acme.example
Received: from relay.example.net (relay.example.net [192.0.2.7])
 by mx.example.com with ESMTPS id 3; Sat, 21 Nov 2026 10:00:07 +0000 (UTC)
Received: from outbound.example.org by relay.example.net with ESMTP; Sat, 21 Nov 2026 11:00:02 +0100
Received: from [192.0.2.9] by outbound.example.org; Sat, 21 Nov 2026 09:59:59 GMT
Message-ID: <abc@acme.example>
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= PB-123
From: support@acme.example

Body that nobody reads`;

test("reads the way of a mail from the first server to the last, with the delay of each step", async () => {
  const { hops, totalSeconds, messageId, subject } = await readArrival(RAW);
  expect(hops.map(({ by, delaySeconds, tls }) => [by, delaySeconds, tls])).toEqual([
    ["outbound.example.org", null, false],
    ["relay.example.net", 3, false],
    ["mx.example.com", 5, true],
  ]);
  expect({ totalSeconds, messageId, subject }).toEqual({
    totalSeconds: 8,
    messageId: "<abc@acme.example>",
    subject: "Grüße PB-123",
  });
});

test("takes the verdicts of the receiving server, not those of a server before it", async () => {
  const { verdicts, judgedBy } = await readArrival(RAW);
  expect(judgedBy).toBe("mx.example.com");
  expect(verdicts.map(({ method, result }) => `${method}=${result}`)).toEqual([
    "spf=pass",
    "dkim=fail",
    "dmarc=none",
  ]);
});

test("headers alone will do, and what is no mail has none", async () => {
  const headers = RAW.slice(0, RAW.indexOf("\n\nBody"));
  expect((await readArrival(headers)).hops).toHaveLength(3);
  expect(await readArrival("Hello, here is nothing")).toMatchObject({
    hops: [],
    verdicts: [],
    messageId: null,
  });
});

test("a clock that goes wrong gives no negative delay", async () => {
  const raw = `Received: by b; Sat, 21 Nov 2026 09:00:00 GMT\nReceived: by a; Sat, 21 Nov 2026 10:00:00 GMT\n\n`;
  expect((await readArrival(raw)).hops.map(({ delaySeconds }) => delaySeconds)).toEqual([null, 0]);
});
