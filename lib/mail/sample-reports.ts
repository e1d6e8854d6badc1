/** For tests: delivery reports in the shapes that mail servers write them, about a mail with this id and subject. */
export const RETURNED = { messageId: "<pb-1@acme.example>", subject: "Patchbay test mail PB-Kq3mVx7TzRw2" };

const multipart = (head: readonly string[], parts: readonly string[]) =>
  [
    ...head,
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="=_cut"',
    "",
    ...parts.flatMap((part) => ["--=_cut", part]),
    "--=_cut--",
    "",
  ].join("\r\n");

const returnedHeaders = [
  "From: Support <support@acme.example>",
  "To: kim@customer.example",
  `Subject: ${RETURNED.subject}`,
  `Message-ID: ${RETURNED.messageId}`,
].join("\r\n");

/** Exchange Online: the words in HTML, the whole mail returned, a status of its own (5.1.10). */
export const EXCHANGE = multipart(
  [
    "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.example>",
    "To: <support@acme.example>",
    `Subject: Undeliverable: ${RETURNED.subject}`,
    "Message-ID: <1b0c@acme.example>",
    `In-Reply-To: ${RETURNED.messageId}`,
  ],
  [
    'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Your message to <b>kim@customer.example</b> couldn&#39;t be delivered.</p>\r\n',
    [
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns;AM0PR01MB1234.prod.outlook.example",
      "Received-From-MTA: dns;DB9PR01MB9999.prod.outlook.example",
      "Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0000",
      "",
      "Original-Recipient: rfc822;Kim@Customer.example",
      "Final-Recipient: rfc822;kim@internal.customer.example",
      "Action: failed",
      "Status: 5.1.10",
      "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not",
      " found by SMTP address lookup",
      "",
    ].join("\r\n"),
    `Content-Type: message/rfc822\r\n\r\n${returnedHeaders}\r\n\r\nHello\r\n`,
  ],
);

/** Postfix: headers alone returned, two recipients of whom one was only delayed. */
export const POSTFIX = multipart(
  [
    "From: MAILER-DAEMON@mx.acme.example (Mail Delivery System)",
    "To: support@acme.example",
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "Message-ID: <20261121100001.5C0A1@mx.acme.example>",
  ],
  [
    "Content-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nThis is the mail system at host mx.acme.example.\r\n",
    [
      "Content-Description: Delivery report",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.acme.example",
      "X-Postfix-Queue-ID: 5C0A1",
      "",
      "Final-Recipient: rfc822; kim@customer.example",
      "Original-Recipient: rfc822;kim@customer.example",
      "Action: failed",
      "Status: 5.7.10",
      "Diagnostic-Code: X-Postfix; TLS is required, but was not offered by host mx.customer.example",
      "",
      "Final-Recipient: rfc822; lee@customer.example",
      "Action: delayed",
      "Status: 4.4.1",
      "Diagnostic-Code: X-Postfix; connect to mx2.customer.example: Connection timed out",
      "",
    ].join("\r\n"),
    `Content-Description: Undelivered Message Headers\r\nContent-Type: text/rfc822-headers\r\n\r\n${returnedHeaders}\r\n`,
  ],
);

/** Gmail: related parts before the fields, an answer of several lines, a vague status whose answer is closer. */
export const GMAIL = multipart(
  [
    "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
    "To: support@acme.example",
    "Subject: Delivery Status Notification (Failure)",
    `References: <older@acme.example> ${RETURNED.messageId}`,
    `In-Reply-To: ${RETURNED.messageId}`,
  ],
  [
    'Content-Type: multipart/related; boundary="in"\r\n\r\n--in\r\nContent-Type: text/plain; charset="UTF-8"\r\n\r\n** Address not found **\r\n--in--\r\n',
    [
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; googlemail.com",
      "Arrival-Date: Sat, 21 Nov 2026 02:00:00 -0800 (PST)",
      "X-Original-Message-ID: <pb-1@acme.example>",
      "",
      "Final-Recipient: rfc822; kim@customer.example",
      "Action: failed",
      "Status: 5.0.0",
      "Remote-MTA: dns; mx.customer.example. (192.0.2.7, the server for the domain customer.example.)",
      "Diagnostic-Code: smtp; 550-5.7.26 Your email has been blocked because the sender is",
      " 550-5.7.26 unauthenticated. Authenticate with either SPF or DKIM.",
      " 550 5.7.26 For 120 ways to do so see the help",
      "Last-Attempt-Date: Sat, 21 Nov 2026 02:00:01 -0800 (PST)",
      "",
    ].join("\r\n"),
  ],
);
