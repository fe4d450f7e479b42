import { Api, ApiError } from "../api.ts";
import type { Device, Session } from "./device.ts";
import type { Door } from "./kept-device.ts";

/** Requests of the device itself, before anybody signed in. */
export const deviceApi = ({ token }: Pick<Device, "token">): Api => new Api({ token: () => token });
/** Requests of whoever holds a session's token. */
export const sessionApi = (token: string): Api => new Api({ token: () => token });

type Begun = Readonly<{ access_token: string; company_id: number; staff_id: number; permissions: readonly string[] }>;

/** Signs in with a PIN in place of whoever was here. Throws ApiError, Unreachable. */
export const signInWithPin = async (
  { session: keptSession, locked }: Door,
  at: Device,
  staff: Readonly<{ id: number; name: string }>,
  pin: string,
): Promise<void> => {
  const begun = await deviceApi(at).post<Begun>("sessions/pin", { staff_id: staff.id, pin });
  const before = keptSession.get();
  const now: Session = {
    token: begun.access_token,
    staffId: begun.staff_id,
    name: staff.name,
    permissions: begun.permissions,
  };
  keptSession.set(now);
  locked.set(undefined);
  if (before) void endSession(before.token);
};

export type Manager = Readonly<{ api: Api; token: string; companyId: number; permissions: readonly string[] }>;

/** Signs a manager in for the moment in which a device is set up. Throws ApiError, Unreachable. */
export const signInWithPassword = async (username: string, password: string): Promise<Manager> => {
  const begun = await new Api({}).post<Begun>("sessions", { username, password });
  const { access_token: token, company_id: companyId, permissions } = begun;
  return { api: sessionApi(token), token, companyId, permissions };
};

/** Ends a session at the server. Where nobody answers it ends by itself after a working day. */
export const endSession = async (token: string): Promise<void> => {
  try {
    await sessionApi(token).delete("session");
  } catch {
    // Whoever asked for it is signed out here in any case.
  }
};

/** The session here is over, because somebody ended it or it was too old. Drafts and what waits stay. */
export const forgetSession = ({ session, locked }: Door): void => {
  session.set(undefined);
  locked.set(undefined);
};

/** The device belongs to no register any more. */
export const forgetDevice = (door: Door): void => {
  forgetSession(door);
  door.device.set(undefined);
};

/** Whether the server says that it does not know a token any more. */
export const isUnknown = (error: unknown): boolean => error instanceof ApiError && error.status === 401;
