type ErrorClass = { readonly name: string; readonly prototype: Error };

/**
 * Makes `instanceof` know an error class by its name too. What the console's bundle shares with the plain modules of the
 * same process (the one way out, the tokens) throws the class of whichever loaded it first, and the other must know it.
 * Classes derived from it are told apart as usual.
 */
export function knownByName(errorClass: ErrorClass, name: string): void {
  Object.defineProperty(errorClass, Symbol.hasInstance, {
    value(this: ErrorClass, value: unknown): boolean {
      if (Object.prototype.isPrototypeOf.call(this.prototype, value as object)) return true;
      return this === errorClass && value instanceof Error && value.name === name;
    },
  });
}
