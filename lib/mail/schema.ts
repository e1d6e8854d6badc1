/** Ends a line for some program on the way, or turns the order of the letters round: nothing that a header may hold. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Text in the form that MIME gives to letters outside ASCII: `=?utf-8?q?…?=`. Programs decode it wherever it stands. */
const ENCODED_WORD = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=/i;

/** Whether a text is one line for every program (RFC 5322 §2.2; NEL and U+2028 end lines too). */
export const isOneLine = (text: string): boolean => !UNSAFE.test(text);

export const hasEncodedWord = (text: string): boolean => ENCODED_WORD.test(text);
