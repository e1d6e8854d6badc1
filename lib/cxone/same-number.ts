const digits = (text: string) => text.replace(/\D/g, "");

/** Whether two texts are one phone number, whatever signs stand between the digits; an empty one is nobody's. */
export const isSameNumber = (a: string, b: string): boolean => digits(a) !== "" && digits(a) === digits(b);
