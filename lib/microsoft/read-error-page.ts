import { AADSTS } from "./aadsts-dictionary.ts";
import { codesIn } from "./errors.ts";
import {
  type EntraNames,
  explainMicrosoftError,
  type MicrosoftExplanation,
  wordsOf,
} from "./explain-microsoft-error.ts";

/** Pages without a number, by the words that stand on them, and the number that Entra means. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/need admin approval|only an admin can grant/i, 90094],
  [/approval required|request(?:ed)? approval/i, 90095],
];

export type ErrorPage = Pick<MicrosoftExplanation, "code" | "title" | "detail" | "fix" | "button">;

/**
 * What somebody copied from a page of Microsoft that does not lead back: a bare number, "AADSTS50011", the whole page, or its
 * address. A number that the dictionary lacks is said to be unknown, with Microsoft's own place to look it up, and nothing is guessed. Pure.
 */
export function readErrorPage(pasted: string, names: EntraNames): ErrorPage {
  const text = unescaped(pasted).trim();
  const codes = numbersIn(text);
  const meant = WORDS.find(([words]) => words.test(text))?.[1];
  if (codes.length === 0 && meant) codes.push(meant);
  const [first] = codes;
  const message = text.slice(Math.max(0, text.search(/AADSTS/i)));
  if (codes.some((code) => AADSTS[code])) {
    const { code, title, detail, fix, button } = explainMicrosoftError({ error: "", codes, message }, names);
    return { code, title, detail, fix, ...(button ? { button } : {}) };
  }
  return first === undefined ? NO_NUMBER : unknown(first, message);
}

/** Copied out of an address, the text is escaped, and blanks are plus signs. */
function unescaped(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function numbersIn(text: string): number[] {
  const named = codesIn(text.replaceAll(/AADSTS\s*:?\s*(?=\d)/gi, "AADSTS"));
  if (named.length > 0) return named;
  const bare =
    /^(?:error(?:\s+code)?\s*:?\s*)?(\d{4,8})\.?$/i.exec(text) ??
    /error\s+code\s*:?\s*(\d{4,8})\b/i.exec(text);
  return bare ? [Number(bare[1])] : [];
}

const NO_NUMBER: ErrorPage = {
  code: "",
  title: "There is no error number in this text",
  detail:
    "Microsoft writes it as AADSTS and digits, mostly in small print below the message or under “Troubleshooting details”.",
  fix: "Copy the whole page, or type the number alone.",
};

function unknown(code: number, message: string): ErrorPage {
  const said = /AADSTS\d+:/i.test(message) ? ` Microsoft says: “${wordsOf(message)}”` : "";
  return {
    code: `AADSTS${code}`,
    title: `Patchbay does not know AADSTS${code}`,
    detail: `So nothing is said of its cause here.${said}`,
    fix: `Microsoft explains it at https://login.microsoftonline.com/error?code=${code}. Hand an administrator of the tenant the whole text: its Trace ID and time lead to the entry in the sign-in log.`,
  };
}
