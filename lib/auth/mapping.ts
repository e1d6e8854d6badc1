// In this order: most browsers also name those that they descend from.
const BROWSERS = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+).*\bSafari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/\bAndroid\b/, "Android"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** A User-Agent header as people know their browser: "Firefox 140 on Linux". Null when it says nothing. */
export function browserOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const known = BROWSERS.map(([pattern, name]) => ({ name, version: pattern.exec(userAgent)?.[1] })).find(
    ({ version }) => version !== undefined,
  );
  const browser = known ? `${known.name} ${known.version}` : (userAgent.split(/[\s/(]/, 1)[0] ?? "");
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [browser.slice(0, 40), system].filter(Boolean).join(" on ") || null;
}

/** Only a path of this site: anything else could lead a signed-in person elsewhere. */
export function ownPath(next: unknown): string {
  return typeof next === "string" && /^\/(?![/\\])[\w\-./?=&%:,~+@]*$/.test(next) ? next : "/";
}

/** The sign-in page that leads back to where somebody wanted to go. Next marks its own requests for data with `_rsc`. */
export function signInPath(wanted: string | null): string {
  const next = ownPath(wanted?.replace(/([?&])_rsc=[^&]*&?/, "$1").replace(/[?&]$/, ""));
  return next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`;
}
