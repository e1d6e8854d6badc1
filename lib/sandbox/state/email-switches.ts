/** What nothing public says about digital email (facts/cxone.md §6), as switches. */
export type EmailSwitches = {
  emailPlatformId: "in-contact-email" | "email";
  emailChannelShowsFlags: boolean;
  emailPointOfContact: "ownAddress" | "sameAsFrom";
  emailExternalId: "messageId" | "ownId";
  emailInboundNeedsMx: boolean;
  messagesTakeQuery: boolean;
  messageTextIs: "html" | "plain";
  emailTemplateContent: string;
  fileExtensionsShowPeriod: boolean;
};

export const emailSwitchDefaults: EmailSwitches = {
  emailPlatformId: "in-contact-email",
  emailChannelShowsFlags: true,
  emailPointOfContact: "ownAddress",
  emailExternalId: "messageId",
  emailInboundNeedsMx: true,
  messagesTakeQuery: true,
  messageTextIs: "html",
  emailTemplateContent: "message.body",
  fileExtensionsShowPeriod: false,
};

export const emailSwitchTexts: Record<keyof EmailSwitches, string> = {
  emailPlatformId: "realExternalPlatformId of new email channels (email is the older kind)",
  emailChannelShowsFlags:
    "The object of an email channel carries the flags of email, such as hasManualOutboundFlow and hasOutboundFlow",
  emailPointOfContact:
    "The point of contact of a new email channel is an address of CXone's own, or the from address itself",
  emailExternalId: "idOnExternalPlatform of an email is its Message-ID, or an id of SES's own",
  emailInboundNeedsMx: "Mail to a from address arrives only if the MX record of its domain leads to SES",
  messagesTakeQuery:
    "GET /messages takes query (text, or title=<number>); otherwise the parameter is ignored",
  messageTextIs: "messageContent.payload.text of an email is its HTML, or its plain text",
  emailTemplateContent: "Variable of a template that stands for what the agent wrote",
  fileExtensionsShowPeriod: "fileExtensions of GET /business-unit are written with their period",
};

export const emailSwitchChoices = {
  emailPlatformId: ["in-contact-email", "email"],
  emailPointOfContact: ["ownAddress", "sameAsFrom"],
  emailExternalId: ["messageId", "ownId"],
  messageTextIs: ["html", "plain"],
} as const;
