import type { Result } from "../kit/brand.ts";
import type { Addon, Api } from "../domain/access/addon.ts";
import type { Role } from "../domain/access/roles.ts";
import type { AddonId, AuthorizationId, CompanyId, RegisterId, StaffId } from "../domain/ids.ts";

/**
 * The part of the storage port that says who may come in. Secrets, codes and tokens are high-entropy random values and
 * only ever known here by their SHA-256; passwords and PINs by argon2id. What takes something back is announced to
 * every server on the database in the same transaction.
 */
export interface AccessStore {
  readonly addons: AddonStore;
  readonly tokens: TokenStore;
  readonly people: PeopleStore;
  /**
   * Removes what is over: access tokens and sessions before `now`, codes and used refresh tokens before `usedBefore`,
   * and authorizations of which no token is left.
   */
  forget(now: number, usedBefore: number): Promise<void>;
}

export interface AddonStore {
  byClientId(clientId: string): Promise<Addon | undefined>;
  get(company: CompanyId, id: AddonId): Promise<Addon | undefined>;
  /** Whichever company it belongs to. */
  byId(id: AddonId): Promise<Addon | undefined>;
  of(company: CompanyId): Promise<readonly Addon[]>;
  /** Adds an add-on, granted by its own company. False when the client id is taken. */
  add(addon: Addon): Promise<boolean>;
  /** Loads, decides and saves while nobody else changes it. */
  change<E>(
    company: CompanyId,
    id: AddonId,
    decide: (addon: Addon) => Result<Addon, E>,
  ): Promise<Result<Addon, E | "not_found">>;
  /** What a company connected, its own add-ons included; an add-on that was revoked is not among them. */
  grantsOf(company: CompanyId): Promise<readonly Grant[]>;
  /** The companies that connected an add-on. */
  companiesOf(addon: AddonId): Promise<readonly CompanyId[]>;
  /** Whether a company connected an add-on. */
  isGranted(company: CompanyId, addon: AddonId): Promise<boolean>;
  /** What people approved for an add-on over an API, by the company that it holds for. */
  approvedFor(addon: AddonId, api: Api): Promise<ReadonlyMap<CompanyId, ReadonlySet<string>>>;
  /** In how many companies each add-on of a company is connected. */
  connections(company: CompanyId): Promise<ReadonlyMap<AddonId, number>>;
  grant(company: CompanyId, addon: AddonId, by: StaffId | null, at: number): Promise<void>;
  /** Takes a grant back with everything that stands on it: codes, authorizations, tokens. False when there is none. */
  ungrant(company: CompanyId, addon: AddonId): Promise<boolean>;
}

/** An add-on as a company sees it that connected it. */
export type Grant = Readonly<{
  addon: Addon;
  /** Name of the company that publishes the add-on. */
  owner: CompanyId;
  grantedAt: number;
  grantedBy: StaffId | null;
  authorizations: readonly Readonly<{ api: Api; permissions: readonly string[]; createdAt: number }>[];
}>;

export interface TokenStore {
  addCode(code: Code): Promise<void>;
  code(hash: string): Promise<UsedCode | undefined>;
  /**
   * Turns a code into an authorization with its first tokens, in one transaction; the company's grant comes with it.
   * False when somebody else was first, or it was taken back meanwhile.
   */
  redeem(code: Code, authorization: Authorization, tokens: Tokens, at: number): Promise<boolean>;
  /**
   * An authorization that no person gave: client credentials, the command line. False when the company has not
   * connected the add-on.
   */
  authorize(authorization: Authorization, tokens: Tokens): Promise<boolean>;
  refreshToken(hash: string): Promise<RefreshToken | undefined>;
  /** A further access token of an authorization. False when the authorization has ended. */
  renew(authorization: Authorization, tokens: Tokens): Promise<boolean>;
  /** Swaps a refresh token for the next pair, in one transaction. False when it was used or taken back meanwhile. */
  rotate(refresh: RefreshToken, tokens: Tokens, at: number): Promise<boolean>;
  accessToken(hash: string): Promise<AccessToken | undefined>;
  /** Ends an authorization with all its tokens. */
  end(company: CompanyId, authorization: AuthorizationId): Promise<void>;
  endAccessToken(hash: string): Promise<void>;
}

/** What a person of a company approved for an add-on; a family of tokens stands on it. */
export type Authorization = Readonly<{
  id: AuthorizationId;
  companyId: CompanyId;
  addonId: AddonId;
  /** Who approved it. */
  staffId: StaffId | null;
  api: Api;
  /** K-Series scopes, or Kounta permissions. */
  permissions: readonly string[];
  createdAt: number;
}>;
export type Code = Readonly<{
  hash: string;
  companyId: CompanyId;
  addonId: AddonId;
  staffId: StaffId;
  api: Api;
  permissions: readonly string[];
  redirectUri: string;
  /** The S256 code challenge (RFC 7636), when the client sent one. */
  challenge: string | null;
  createdAt: number;
  expiresAt: number;
}>;
export type UsedCode = Code & Readonly<{ usedAt: number | null; authorizationId: AuthorizationId | null }>;
/** New tokens by their hashes; times in epoch milliseconds. */
export type Tokens = Readonly<{
  access: Readonly<{ hash: string; createdAt: number; expiresAt: number }>;
  refresh?: Readonly<{ hash: string; createdAt: number }>;
}>;
/** A token together with what it stands on: it is only there while all of that stands. */
export type AccessToken = Readonly<{
  hash: string;
  createdAt: number;
  expiresAt: number;
  authorization: Authorization;
  addon: Addon;
}>;
export type RefreshToken = Readonly<{
  hash: string;
  createdAt: number;
  usedAt: number | null;
  authorization: Authorization;
  addon: Addon;
}>;

export interface PeopleStore {
  byUsername(username: string): Promise<Person | undefined>;
  get(company: CompanyId, staff: StaffId): Promise<Person | undefined>;
  of(company: CompanyId): Promise<readonly Person[]>;
  /** False when the username is taken, or the staff member has one already. */
  add(person: Person): Promise<boolean>;
  /**
   * Loads, decides and saves. With it end the sessions of somebody who may no longer come in, and with a new password
   * all but the one named by `keep`.
   */
  change<E>(
    company: CompanyId,
    staff: StaffId,
    decide: (person: Person, others: readonly Person[]) => Result<Person, E>,
    keep?: string,
  ): Promise<Result<Person, E | "not_found">>;
  pin(company: CompanyId, staff: StaffId): Promise<string | undefined>;
  /** The staff of a company who have a PIN. */
  withPin(company: CompanyId): Promise<ReadonlySet<StaffId>>;
  /** Sets a PIN, or takes it away with null; PIN sessions end. */
  setPin(company: CompanyId, staff: StaffId, hash: string | null, at: number): Promise<void>;
  /** False when the person may no longer come in. */
  addSession(session: Session): Promise<boolean>;
  /** A session that has not been ended, with the person as they are now; it may be over in time. */
  session(hash: string): Promise<SessionOf | undefined>;
  sessionsOf(company: CompanyId, staff: StaffId): Promise<readonly Session[]>;
  endSession(hash: string): Promise<void>;
  /** Ends all sessions of a person, but for one when it is named. */
  endSessionsOf(company: CompanyId, staff: StaffId, but?: string): Promise<void>;
  addDevice(device: RegisterDevice): Promise<void>;
  device(hash: string): Promise<RegisterDevice | undefined>;
  devicesOf(company: CompanyId): Promise<readonly RegisterDevice[]>;
  /** Notes that a device said that it is there. */
  seenDevice(company: CompanyId, id: number, at: number): Promise<void>;
  /**
   * Registers of all companies with devices that spoke up once, and of which none has since `before`. A device that
   * never did says nothing about its register.
   */
  silentRegisters(before: number): Promise<readonly Readonly<{ companyId: CompanyId; registerId: RegisterId }>[]>;
  /** False when there is none. Sessions at its register that began with a PIN end. */
  endDevice(company: CompanyId, id: number): Promise<boolean>;
}

export type Person = Readonly<{
  companyId: CompanyId;
  staffId: StaffId;
  username: string;
  passwordHash: string;
  role: Role;
  active: boolean;
  createdAt: number;
}>;
export type Session = Readonly<{
  hash: string;
  companyId: CompanyId;
  staffId: StaffId;
  /** The register that somebody signed in at with a PIN. */
  registerId: RegisterId | null;
  kind: "password" | "pin";
  createdAt: number;
  expiresAt: number;
}>;
/** A person who has a PIN need not have a username; then they are of the role staff. */
export type SessionOf = Session & Readonly<{ role: Role }>;
export type RegisterDevice = Readonly<{
  id: number;
  companyId: CompanyId;
  registerId: RegisterId;
  hash: string;
  name: string;
  createdBy: StaffId;
  createdAt: number;
}>;
