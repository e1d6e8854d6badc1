"use client";

import { useEffect, useState } from "react";

const REST_MS = 400;

/** A value once it has not changed for a moment. Must be the same one while nothing changes. */
export function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
