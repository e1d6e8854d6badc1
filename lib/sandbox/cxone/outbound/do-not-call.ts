import type { Sandbox } from "../../sandbox.ts";
import type { DncGroup } from "../../state/acd-voice-model.ts";

/** A phone number as it is compared: digits only, so that +49 30 and 4930 are the same. */
export function digitsOf(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, "");
}

/** Whether a number is a phone number at all: up to 15 digits, with or without a plus. */
export function isPhoneNumber(text: string): boolean {
  return /^\+?[1-9]\d{6,14}$/.test(text.replace(/[\s().-]/g, ""));
}

export function holdsRecord(group: DncGroup, digits: string, now: number): boolean {
  const record = group.records[digits];
  return record !== undefined && (record.expiresAt === null || record.expiresAt > now);
}

/** The active do-not-call group that keeps a skill from dialling a number; groups work for the skills that they scrub. */
export function doNotCall(
  sandbox: Sandbox,
  phoneNumber: string,
  skillId: number | null,
): DncGroup | undefined {
  const { store } = sandbox;
  const digits = digitsOf(phoneNumber);
  return store.acdVoice.dncGroups.find(
    (group) =>
      group.isActive &&
      skillId !== null &&
      group.scrubbedSkills.includes(skillId) &&
      holdsRecord(group, digits, store.now()),
  );
}
