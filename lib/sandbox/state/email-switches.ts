/** What nothing public says about digital email (facts/cxone.md §6), as switches. */
export type EmailSwitches = {
  emailPlatformId: "in-contact-email" | "email";
  emailChannelShowsFlags: boolean;
  emailPointOfContact: "ownAddress" | "sameAsFrom";
};

export const emailSwitchDefaults: EmailSwitches = {
  emailPlatformId: "in-contact-email",
  emailChannelShowsFlags: true,
  emailPointOfContact: "ownAddress",
};

export const emailSwitchTexts: Record<keyof EmailSwitches, string> = {
  emailPlatformId: "realExternalPlatformId of new email channels (email is the older kind)",
  emailChannelShowsFlags:
    "The object of an email channel carries the flags of email, such as hasManualOutboundFlow and hasOutboundFlow",
  emailPointOfContact:
    "The point of contact of a new email channel is an address of CXone's own, or the from address itself",
};

export const emailSwitchChoices = {
  emailPlatformId: ["in-contact-email", "email"],
  emailPointOfContact: ["ownAddress", "sameAsFrom"],
} as const;
