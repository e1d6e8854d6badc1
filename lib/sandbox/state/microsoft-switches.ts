/** How the simulated Entra, Exchange and mail system behave where tenants and networks differ. */
export type MicrosoftSwitches = {
  entraCommon: "refused" | "home";
  entraOldRefreshToken: "works" | "refused" | "revokesAll";
  entraRefreshTokenIdleDays: number;
  entraAccessTokenSeconds: number;
  entraRequiresPkce: boolean;
  entraTokenTenant: "own" | "other";
  smtpTls: "good" | "off" | "untrusted" | "wrongName" | "expired" | "broken";
  smtpAuthNeedsTls: boolean;
  smtpDelayMs: number;
  smtpMaxMessageBytes: number;
  smtpMessagesPerMinute: number;
  smtpUnknownRecipients: "refused" | "bounced";
  mailDelaySeconds: number;
  mailLoss: boolean;
  mailSpf: "pass" | "fail" | "softfail" | "none";
  mailDkim: "pass" | "fail" | "none";
  mailDmarc: "pass" | "fail" | "none";
};

export const microsoftDefaults: MicrosoftSwitches = {
  entraCommon: "refused",
  entraOldRefreshToken: "works",
  entraRefreshTokenIdleDays: 90,
  entraAccessTokenSeconds: 3599,
  entraRequiresPkce: true,
  entraTokenTenant: "own",
  smtpTls: "good",
  smtpAuthNeedsTls: true,
  smtpDelayMs: 0,
  smtpMaxMessageBytes: 36_700_160,
  smtpMessagesPerMinute: 0,
  smtpUnknownRecipients: "refused",
  mailDelaySeconds: 0,
  mailLoss: false,
  mailSpf: "pass",
  mailDkim: "pass",
  mailDmarc: "pass",
};

export const microsoftTexts: Record<keyof MicrosoftSwitches, string> = {
  entraCommon:
    "Entra: sign-in through common and organizations is refused (AADSTS50194) or is the home tenant",
  entraOldRefreshToken:
    "Entra: a refresh token that was used once works on, is refused, or takes the whole grant with it",
  entraRefreshTokenIdleDays: "Entra: days until an unused refresh token expires (AADSTS700082)",
  entraAccessTokenSeconds: "Entra: seconds that an access token is good for",
  entraRequiresPkce: "Entra: a sign-in without PKCE is refused",
  entraTokenTenant: "Entra: the id token names the tenant of the request, or another one",
  smtpTls: "SMTP: STARTTLS works, is not offered, shows a wrong certificate, or breaks in the handshake",
  smtpAuthNeedsTls: "SMTP: AUTH is refused before STARTTLS",
  smtpDelayMs: "SMTP: milliseconds before each answer",
  smtpMaxMessageBytes: "SMTP: largest message in bytes (552 5.3.4)",
  smtpMessagesPerMinute: "SMTP: messages per minute and mailbox before 452 4.3.1 (0: as many as come)",
  smtpUnknownRecipients: "SMTP: a recipient that does not exist is refused at once (550 5.1.1), or bounced",
  mailDelaySeconds: "Mail: seconds from acceptance to arrival, by the sandbox's clock",
  mailLoss: "Mail: accepted and never seen again",
  mailSpf: "Mail: SPF verdict in Authentication-Results",
  mailDkim: "Mail: DKIM verdict in Authentication-Results",
  mailDmarc: "Mail: DMARC verdict in Authentication-Results",
};

export const microsoftChoices: Partial<Record<keyof MicrosoftSwitches, readonly string[]>> = {
  entraCommon: ["refused", "home"],
  entraOldRefreshToken: ["works", "refused", "revokesAll"],
  entraTokenTenant: ["own", "other"],
  smtpTls: ["good", "off", "untrusted", "wrongName", "expired", "broken"],
  smtpUnknownRecipients: ["refused", "bounced"],
  mailSpf: ["pass", "fail", "softfail", "none"],
  mailDkim: ["pass", "fail", "none"],
  mailDmarc: ["pass", "fail", "none"],
};
