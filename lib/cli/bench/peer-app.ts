import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../build.ts";
import { BENCH_DIR } from "./bench-dir.ts";

/** Inside the repository, so that its imports resolve to the very packages the console is built with. */
export const PEER_APP = path.join(BENCH_DIR, "peer-app");

const FILES: Record<string, string> = {
  "package.json": `{ "name": "peer-app", "private": true, "type": "module" }\n`,
  "next.config.mjs": `export default { agentRules: false, turbopack: { root: ${JSON.stringify(ROOT)} } };\n`,
  "public/mark.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10H0z"/></svg>\n`,
  "app/layout.jsx": `export const metadata = { title: "Create Next App" };
export default function RootLayout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.jsx": `import Image from "next/image";
export default function Home() {
  return (
    <main>
      <Image src="/mark.svg" alt="" width={100} height={20} priority />
      <h1>To get started, edit the page.jsx file.</h1>
      <a href="https://nextjs.org/docs">Documentation</a>
    </main>
  );
}
`,
  "app/api/items/route.js": `import items from "./items.json";
export const dynamic = "force-dynamic";
export const GET = () => Response.json(items);
`,
};

/**
 * Builds what create-next-app makes (App Router, a layout, a page with an image) beside the console, plus one bare
 * JSON route that answers `items`.
 */
export function buildPeerApp(items: unknown): void {
  fs.rmSync(PEER_APP, { recursive: true, force: true });
  for (const [name, text] of Object.entries({
    ...FILES,
    "app/api/items/items.json": JSON.stringify(items),
  })) {
    const file = path.join(PEER_APP, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  const built = spawnSync(process.execPath, [path.join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: PEER_APP,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (built.status !== 0)
    throw new Error(`The peer app could not be built:\n${built.stdout}\n${built.stderr}`);
}
