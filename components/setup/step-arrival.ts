let isExpected = false;

/** The next step is opened by a press in the one before, which takes the focus away with it. */
export function leaveForStep(): void {
  isExpected = true;
}

/** Whether this step was come to so; counts once. A page that is opened afresh begins at its top. */
export function takeArrival(): boolean {
  const was = isExpected;
  isExpected = false;
  return was;
}
