/** Where a handover can be tried. */
export const webchatPath = (providerId: string) => `/chat/${providerId}`;
