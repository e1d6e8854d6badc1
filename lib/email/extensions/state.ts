/** What is wrong with an extension, in words for who typed it; null when it may stand in the list (M-36). */
export function problemOfExtension(text: string): string | null {
  if (text === "") return "Enter an extension such as .png.";
  if (/\s/.test(text)) return `Take the blank out of "${text}".`;
  if (text.includes("*")) return `No wildcards: enter .${text.replace(/^[*.]+/, "") || "png"}.`;
  if (!text.startsWith(".")) return `It begins with a period: enter .${text}.`;
  if (text === ".") return "Letters or digits follow the period, such as .png.";
  const parts = text.slice(1).split(".");
  if (parts.length > 1 && parts.every((part) => /^[a-z0-9]+$/i.test(part)))
    return `A file's extension begins at its last period: enter .${parts.at(-1)} for ${text}.`;
  if (!/^\.[a-z0-9]+$/i.test(text)) return "Only letters and digits follow the period.";
  return text.length > 16 ? "At most 15 characters follow the period." : null;
}
