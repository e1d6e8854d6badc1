import * as z from "zod";
import { hasEncodedWord, isOneLine } from "#lib/mail/schema.ts";

/** Names in set-up, vault, audit and notices. */
export const channelSubject = (id: string) => `email-channel:${id}`;
export const smtpSubject = (id: string) => `smtp:${id}`;
export const domainSubject = (id: string) => `email-domain:${id}`;

/** Text that ends up in a header of a mail: a line break in it would begin another header. */
export const headerText = (what: string, max: number) =>
  z
    .string()
    .refine(isOneLine, { error: `${what} has to be one line: a line break or control character is in it.` })
    .refine((text) => !hasEncodedWord(text), {
      error: `${what} has encoded text in it (=?…?=): type the letters themselves.`,
    })
    .trim()
    .max(max, { error: `${what} has at most ${max} characters.` });

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** What stands before the @ (M-11). */
export const localPart = headerText("The part before the @", 64)
  .min(1, { error: "Enter the part before the @, such as support." })
  .refine((text) => !text.includes("@"), {
    error: "Only the part before the @: the domain is chosen beside it.",
  })
  .refine((text) => LOCAL_PART.test(text), {
    error: "Use letters, digits and . _ + -; no spaces, and no period at either end or twice in a row.",
  });

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Letters such as ü in the form that DNS has of them (xn--); what has none stays as it is and is refused as no domain. */
function inAscii(text: string): string {
  if ([...text].every((char) => char <= "~") || /[\s/@:?#%\\[\]]/.test(text)) return text;
  return URL.canParse(`https://${text}`) ? new URL(`https://${text}`).hostname : text;
}

/** A domain in lower case, without the period that may end it; umlauts become their xn-- form. */
export const domainName = z
  .string()
  .trim()
  .transform((text) => inAscii(text).toLowerCase().replace(/\.$/, ""))
  .refine((text) => !text.includes("@") && !text.includes("/"), {
    error: "Enter the domain alone, such as example.com, without @ or https://.",
  })
  .refine((text) => !/(^|\.)\d+$/.test(text), {
    error: "Enter a domain such as example.com: this is the address of a computer.",
  })
  .refine(
    (text) =>
      text.length <= 253 && text.split(".").length > 1 && text.split(".").every((label) => LABEL.test(label)),
    {
      error: "Enter a domain such as example.com.",
    },
  );

const partsOf = (address: string) => {
  const at = address.lastIndexOf("@");
  return { local: address.slice(0, Math.max(0, at)), domain: address.slice(at + 1) };
};

/** A whole address, as a mailbox or a recipient; its domain as `domainName` keeps it. */
export const mailAddress = headerText("An address", 254)
  .min(1, { error: "Enter an address such as support@example.com." })
  .refine(
    (text) => {
      const { local, domain } = partsOf(text);
      const fits = local.length <= 64 && LOCAL_PART.test(local);
      return fits && !/\s/.test(domain) && domainName.safeParse(domain).success;
    },
    {
      error: "Enter one address such as support@example.com, without a name or angle brackets.",
      abort: true,
    },
  )
  .transform((text) => {
    const { local, domain } = partsOf(text);
    return `${local}@${domainName.parse(domain)}`;
  });

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ZERO = /^[0-]+$/;

/** An id of Microsoft Entra (M-23). `what` begins the sentence: "The tenant id". */
export const entraId = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `${what} is missing: copy it from the Overview page of the app registration.` })
    .refine((text) => GUID.test(text) || !/^[^\s@/]+\.[^\s@/]+$/.test(text), {
      error: `${what} is a GUID such as 1b2c3d4e-…, not a domain name: copy it from the Overview page of the app registration.`,
      abort: true,
    })
    .refine((text) => GUID.test(text) && !ZERO.test(text), {
      error: `${what} is a GUID: 32 hexadecimal digits in five groups, with hyphens and without braces.`,
    })
    .transform((text) => text.toLowerCase());

/** A client secret of Entra: its Value, which no GUID is (M-25). */
export const entraSecret = z
  .string()
  .trim()
  .min(1, { error: "Paste the Value of the client secret." })
  .refine((text) => !GUID.test(text.replace(/^\{|\}$/g, "")), {
    error:
      "This is the Secret ID. Paste the Value of the secret; Entra shows it once, when the secret is made.",
  })
  .refine((text) => !/[\s\p{Cc}]/u.test(text), {
    error: "A client secret has no blanks and is one line: copy the Value alone.",
  })
  .max(256, { error: "At most 256 characters." });
