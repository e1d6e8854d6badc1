/** Stands for addresses of no known channel, where channels are chosen. */
export const NO_CHANNEL = "none";
