import { deriveAddresses, readUrl } from "#lib/engage/derive.ts";

/** How an account is called unless somebody says otherwise: the first label of its domain. */
export function nameOfDomain(uiBaseUrl: string): string {
  const read = readUrl(uiBaseUrl);
  const [label = ""] = read.ok ? read.url.hostname.split(".") : [];
  return /[a-z]/i.test(label) ? label : "Engage";
}

/**
 * What follows from what is typed so far (E-60), for showing beside the field; the sentence that says why nothing does; null
 * while there is nothing to read.
 */
export function previewAddresses(typed: string, apiBaseUrl: string) {
  return typed.trim() === "" ? null : deriveAddresses(typed, apiBaseUrl);
}
