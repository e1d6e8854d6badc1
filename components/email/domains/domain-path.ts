/** Where CXone shows a domain with its records. */
export const DOMAIN_PATH = [
  "CXone",
  "ACD",
  "Digital",
  "Points of Contact Digital",
  "CXone Email",
  "Email domains",
] as const;
