import type { Sandbox } from "../sandbox.ts";

/** A key with its certificate, PEM. */
export type KeyAndCertificate = { key: string; cert: string };

export type Certificates = {
  /** What a client has to trust: `smtp.ca` of `/credentials.json`. */
  ca: string;
  good: KeyAndCertificate;
  /** The right names, by nobody. */
  untrusted: KeyAndCertificate;
  wrongName: KeyAndCertificate;
  expired: KeyAndCertificate;
};

const day = 86_400_000;
const ec = { keyType: "ec", curve: "P-256", algorithm: "sha256" } as const;

const localNames = [
  { type: 2 as const, value: "localhost" },
  { type: 7 as const, ip: "127.0.0.1" },
  { type: 7 as const, ip: "::1" },
];

/** A certificate authority of its own and what it signed. */
async function makeCertificates(): Promise<Certificates> {
  // Half a second to load, which most starts of the sandbox never need.
  const { generate } = await import("selfsigned");
  const since = new Date(Date.now() - day);
  const until = new Date(Date.now() + 3650 * day);
  const authority = await generate([{ name: "commonName", value: "Sandbox CA" }], {
    ...ec,
    notBeforeDate: since,
    notAfterDate: until,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = async (
    commonName: string,
    more: { altNames?: typeof localNames | { type: 2; value: string }[]; isOwn?: boolean; notAfter?: Date },
  ): Promise<KeyAndCertificate> => {
    const made = await generate([{ name: "commonName", value: commonName }], {
      ...ec,
      notBeforeDate: more.notAfter ? new Date(more.notAfter.getTime() - 30 * day) : since,
      notAfterDate: more.notAfter ?? until,
      extensions: [
        { name: "basicConstraints", cA: false },
        { name: "keyUsage", digitalSignature: true },
        { name: "extKeyUsage", serverAuth: true },
        { name: "subjectAltName", altNames: more.altNames ?? localNames },
      ],
      ...(more.isOwn ? {} : { ca: { key: authority.private, cert: authority.cert } }),
    });
    return { key: made.private, cert: made.cert };
  };
  const [good, untrusted, wrongName, expired] = await Promise.all([
    leaf("localhost", {}),
    leaf("localhost", { isOwn: true }),
    leaf("smtp.elsewhere.example", { altNames: [{ type: 2, value: "smtp.elsewhere.example" }] }),
    leaf("localhost", { notAfter: new Date(Date.now() - day) }),
  ]);
  return { ca: authority.cert, good, untrusted, wrongName, expired };
}

const making = new WeakMap<Sandbox, Promise<Certificates>>();

/** The certificates of this sandbox, made when they are first asked for and then kept, through resets too. */
export async function certificatesOf(sandbox: Sandbox): Promise<Certificates> {
  const known = sandbox.store.setting<Certificates | null>("smtpCertificates", null);
  if (known) return known;
  const made = making.get(sandbox) ?? makeCertificates();
  making.set(sandbox, made);
  sandbox.store.setSetting("smtpCertificates", await made);
  return made;
}
