/**
 * Whether a visitor who waits asks to wait no longer: the message is one of the words and nothing else, so that
 * "please cancel my order" still reaches the agent.
 */
export function isCancelWord(text: string, words: readonly string[]): boolean {
  const said = plain(text);
  return said !== "" && words.some((word) => plain(word) === said);
}

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "")
    .replace(/\s+/g, " ");
