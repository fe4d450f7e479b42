import type { AddonCommands } from "../../commands/addons.ts";
import type { Notice, SignedIn } from "../../pages/frame.ts";
import type { Storage } from "../../storage/storage.ts";
import { formFrom, mustBeAllowed, redirectTo, signedInAs, toSignIn, type Visitor, visitorOf } from "../browser.ts";
import type { Endpoint, PageAnswer, PageAsk } from "../endpoint.ts";
import { queryOf } from "../parameters.ts";
import type { SignIns } from "../sign-in.ts";

export type PeopleParts = Readonly<{
  storage: Storage;
  signIns: SignIns;
  addons: AddonCommands;
  /** Whether redirect URIs on this very machine are allowed. */
  loopback: boolean;
}>;

/** Somebody who is signed in, at one of their pages. */
export type Here = Readonly<{ ask: PageAsk; visitor: Visitor; signedIn: SignedIn }>;

type Shared = Readonly<{
  id: string;
  path: string;
  /** What a role must be allowed to. */
  may: string;
}>;
type Page = Shared & Readonly<{ show(here: Here): Promise<PageAnswer> }>;
type Form = Shared &
  Readonly<{
    /** The page to go on to for somebody who has to sign in first: what they wrote is lost by then. */
    back: string;
    send(here: Here, form: URLSearchParams): Promise<PageAnswer>;
  }>;

const at = (visitor: Visitor, ask: PageAsk, may: string): Here => {
  mustBeAllowed(visitor, may);
  return { ask, visitor, signedIn: signedInAs(visitor) };
};

/** The path that was asked for, without a query. */
export const pathIn = ({ url }: PageAsk): string => url.split("?", 1)[0]!;

/** A page for people who are signed in. Others sign in first and come back. Answers 403 to roles that may not. */
export const signedInPage = (storage: Storage, { id, path, may, show }: Page): Endpoint => ({
  id,
  method: "GET",
  paths: [path],
  speaks: "html",
  async handle(ask) {
    const visitor = await visitorOf(storage, ask);
    return visitor ? show(at(visitor, ask, may)) : toSignIn(pathIn(ask));
  },
});

/** A form of such a page. Answers 403 as well when it did not come from one of our own pages. */
export const signedInForm = (storage: Storage, { id, path, may, back, send }: Form): Endpoint => ({
  id,
  method: "POST",
  paths: [path],
  speaks: "html",
  async handle(ask) {
    const visitor = await visitorOf(storage, ask);
    return visitor ? send(at(visitor, ask, may), formFrom(visitor, ask)) : toSignIn(back);
  },
});

/** On to a page that says what was done. Only a word goes into the address; the page has the sentence to it. */
export const doneAt = (path: string, done: string): PageAnswer => redirectTo(`${path}?done=${done}`);

/** The sentence to the word in the address, when it is one of the page's. */
export const noticeAt = ({ url }: PageAsk, notices: Readonly<Record<string, Notice>>): { notice?: Notice } => {
  const done = queryOf(url).get("done") ?? "";
  return Object.hasOwn(notices, done) ? { notice: notices[done]! } : {};
};
