import { Api } from "../../common/api.ts";

/** Who is signed in, as `GET session` says it. */
export type Session = Readonly<{
  company_id: number;
  company_name: string;
  staff_id: number;
  name: string | null;
  role: "owner" | "manager" | "staff";
  permissions: readonly string[];
  csrf_token?: string;
}>;

let csrf: string | undefined;

/** Signing in is a page of the server's, which brings people back to where they were. */
const toSignIn = (): void => {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
};

/** The operator API with the session that the browser's cookie holds. */
export const api = new Api({ csrf: () => csrf, signedOut: toSignIn });

/** Asks who is signed in; a browser without a session goes to the sign-in page. Throws ApiError, Unreachable. */
export const loadSession = async (): Promise<Session> => {
  const session = await api.get<Session>("session");
  csrf = session.csrf_token;
  return session;
};

/** Ends this browser's session. Throws ApiError, Unreachable. */
export const signOut = async (): Promise<void> => {
  await api.delete("session");
  location.assign("/login?next=/office");
};
