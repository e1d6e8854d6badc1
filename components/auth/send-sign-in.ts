/** What went wrong at sign-in, in the shape that forms show. */
class SignInProblem extends Error {
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  constructor(title: string, detail: string, fix: string) {
    super(title);
    this.title = title;
    this.detail = detail;
    this.fix = fix;
  }
}

/** Signs in through next-auth; throws a problem that says what to do. */
export async function sendSignIn(values: { email: string; password: string }): Promise<void> {
  const answer = await post(values).catch(() => undefined);
  if (!answer || answer.status >= 500) {
    throw new SignInProblem("Patchbay does not answer", "Nothing was checked.", "Try again in a moment.");
  }
  const { url } = (await answer.json()) as { url?: string };
  const error = url ? new URL(url, window.location.origin).searchParams.get("error") : null;
  if (answer.ok && !error) return;
  const [reason, seconds] = (error ?? "").split(":");
  if (reason === "rate_limited") {
    const minutes = Math.ceil(Number(seconds) / 60);
    const wait = minutes > 1 ? `${minutes} min` : `${seconds} s`;
    throw new SignInProblem(
      "Too many attempts",
      `The next attempt is possible in ${wait}.`,
      "Wait, or ask an admin.",
    );
  }
  if (reason === "unavailable") {
    throw new SignInProblem(
      "Patchbay cannot reach its database",
      "Nothing was checked.",
      "Try again in a moment.",
    );
  }
  throw new SignInProblem(
    "E-mail or password is wrong",
    "Capital letters count in the password.",
    "Check both and try again, or ask an admin to reset your password.",
  );
}

async function post(values: { email: string; password: string }): Promise<Response> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  return fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ ...values, csrfToken, json: "true" }),
  });
}

/** Ends the session on the server and leads to the sign-in page. */
export async function signOut(): Promise<void> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, json: "true" }),
  });
  window.location.assign("/sign-in");
}
