"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import { type ReactNode, useEffect, useState } from "react";

type ThemeProviderProps = {
  /** Of this answer: inline scripts and styles run only with it. */
  nonce: string | undefined;
  children: ReactNode;
};

/** Light, dark or as the system says; set by a small script before the first paint, so that nothing flashes. */
export function ThemeProvider({ nonce: latest, children }: ThemeProviderProps) {
  // A refresh of the page's data brings the nonce of another answer; the document goes by the first.
  const [nonce] = useState(latest);
  // The scroll lock of dialogs and menus writes a style element and looks for the nonce here.
  useEffect(() => {
    Object.assign(globalThis, { __webpack_nonce__: nonce });
  }, [nonce]);
  return (
    <NextThemes attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      {children}
    </NextThemes>
  );
}
