export type LinkJudgement = {
  kind: "good" | "warning" | "bad";
  /** Nothing for what is good. */
  sentence: string;
  /** Can be called to see whether it answers. */
  callable: boolean;
};

const good: LinkJudgement = { kind: "good", sentence: "", callable: true };
const bad = (sentence: string): LinkJudgement => ({ kind: "bad", sentence, callable: false });

/** What a browser leaves out of an address before it reads the scheme. */
const ignored = (text: string) =>
  [...text].filter((character) => character > " " && character !== "\u007f").join("");

/** What can be said of the address of a link in a mail without calling it. */
export function judgeLink(href: string): LinkJudgement {
  const address = ignored(href);
  if (address === "" || address === "#") return bad("Leads nowhere: it has no address.");
  if (address.includes("{{"))
    return {
      kind: "warning",
      sentence: "Depends on a variable without a sample value.",
      callable: false,
    };
  if (address.startsWith("#")) return { ...good, callable: false };
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(address) ?? [];
  if (!scheme) {
    return bad(
      address.startsWith("//")
        ? "Has no scheme: write https: before it."
        : "Is relative: a mail has no address that it could begin from. Write the whole address.",
    );
  }
  return judgeScheme(scheme.toLowerCase(), address, href.trim());
}

function judgeScheme(scheme: string, address: string, written: string): LinkJudgement {
  if (scheme === "javascript" || scheme === "vbscript")
    return bad("Runs a script: mail programs take it out.");
  if (scheme === "data" || scheme === "blob" || scheme === "file")
    return bad(`An address of ${scheme}: opens in no mail program.`);
  if (scheme === "mailto" || scheme === "tel" || scheme === "sms") return { ...good, callable: false };
  if (scheme !== "http" && scheme !== "https")
    return { kind: "warning", sentence: `Few programs open an address of ${scheme}.`, callable: false };
  if (!URL.canParse(written)) return bad("Cannot be read as an address.");
  const url = new URL(address);
  if (url.username || url.password) return bad("Holds a user name or password, which everybody would get.");
  if (isPrivate(url.hostname))
    return { kind: "bad", sentence: "Answers only inside your own network.", callable: false };
  if (scheme === "http")
    return { kind: "warning", sentence: "Is not encrypted: write https if the site has it.", callable: true };
  return good;
}

const isPrivate = (host: string) =>
  host === "localhost" ||
  !host.includes(".") ||
  /\.(local|internal|test|localhost)$/.test(host) ||
  /^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(host) ||
  host.startsWith("[");

/** What came of calling a link. */
export type LinkAnswer = {
  url: string;
  kind: "good" | "warning" | "bad" | "unknown";
  sentence: string;
  /** Where it led, step by step; the first is the link itself. */
  hops: readonly { url: string; status: number | null }[];
};
