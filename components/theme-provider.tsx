"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import { type ReactNode, useEffect } from "react";

type ThemeProviderProps = {
  /** Of this answer: inline scripts and styles run only with it. */
  nonce: string | undefined;
  children: ReactNode;
};

/** Light, dark or as the system says; set by a small script before the first paint, so that nothing flashes. */
export function ThemeProvider({ nonce, children }: ThemeProviderProps) {
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
