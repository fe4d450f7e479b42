import { peopleCommands } from "../../commands/people.ts";
import { checkPassword, checkPin } from "../../domain/access/credentials.ts";
import { endedCookie } from "../../http/session-cookie.ts";
import { isoWithOffset } from "../../kit/time.ts";
import { accountPage } from "../../pages/account.ts";
import type { Storage } from "../../storage/storage.ts";
import { redirectTo } from "../browser.ts";
import { type Endpoint, type PageAnswer, PageError } from "../endpoint.ts";
import type { SignIns } from "../sign-in.ts";
import { passwordWords, pinWords } from "./own-words.ts";
import { doneAt, type Here, noticeAt, type PeopleParts, signedInForm, signedInPage } from "./page.ts";

const PAGE = "/account";
const MAY = "account:write";
const NOTICES = {
  password: { kind: "good", text: "Your password was changed. You were signed out everywhere else." },
  pin: { kind: "good", text: "Your PIN was set. Use it at the register from now on." },
} as const;

/** What is wrong with one of the page's two forms. */
type Wrong = Readonly<{
  form: "password" | "pin";
  status: 400 | 429;
  problems: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
}>;

/** What people change about themselves: `/account`. */
export const accountEndpoints = ({ storage, signIns }: PeopleParts): readonly Endpoint[] => {
  const { people } = storage.access;
  const commands = peopleCommands(storage);
  return [
    signedInPage(storage, { id: "pages.account", path: PAGE, may: MAY, show: (here) => show(storage, here) }),
    signedInForm(storage, {
      id: "pages.account.password",
      path: `${PAGE}/password`,
      may: MAY,
      back: PAGE,
      async send(here, sent) {
        const { person, session } = here.visitor;
        const password = sent.get("password") ?? "";
        const why = checkPassword(password, person.username);
        const wrong = await check("password", here, sent, why && passwordWords[why], signIns);
        if (wrong) return show(storage, here, wrong);
        const changed = await commands.changeOwnPassword(person, password, session.hash);
        if (!changed.ok) {
          const hint = "Sign in again to go on.";
          throw new PageError(409, "Not changed", "Your password was changed somewhere else meanwhile.", hint);
        }
        return doneAt(PAGE, "password");
      },
    }),
    signedInForm(storage, {
      id: "pages.account.pin",
      path: `${PAGE}/pin`,
      may: MAY,
      back: PAGE,
      async send(here, sent) {
        const { person } = here.visitor;
        const pin = sent.get("pin") ?? "";
        const why = checkPin(pin);
        const wrong = await check("pin", here, sent, why && pinWords[why], signIns);
        if (wrong) return show(storage, here, wrong);
        await commands.changeOwnPin(person, pin); // checked above: nothing is left to refuse
        return doneAt(PAGE, "pin");
      },
    }),
    signedInForm(storage, {
      id: "pages.account.sign_out_everywhere",
      path: `${PAGE}/sign-out-everywhere`,
      may: MAY,
      back: PAGE,
      async send({ ask, visitor: { person } }) {
        await people.endSessionsOf(person.companyId, person.staffId);
        return redirectTo("/login", { "set-cookie": endedCookie(ask.secure) });
      },
    }),
  ];
};

/** What is wrong with a form: its own field, or the current password, which is only tried when all else is right. */
const check = async (
  form: Wrong["form"],
  { ask, visitor }: Here,
  sent: URLSearchParams,
  problem: string | undefined,
  signIns: SignIns,
): Promise<Wrong | undefined> => {
  const current = (sent.get("current") ?? "").slice(0, 1_000);
  const problems = {
    ...(current === "" && { current: "Type your current password." }),
    ...(problem !== undefined && { [form]: problem }),
  };
  if (Object.keys(problems).length > 0) return { form, status: 400, problems };
  const confirmed = await signIns.confirm(visitor.person, current, ask.address);
  if (confirmed.ok) return undefined;
  if (confirmed.error.kind === "wrong") {
    return { form, status: 400, problems: { current: "This is not your current password." } };
  }
  const { ms } = confirmed.error;
  return {
    form,
    status: 429,
    problems: { current: `Too many wrong passwords. Try again in ${Math.ceil(ms / 60_000)} min.` },
    headers: { "retry-after": String(Math.ceil(ms / 1_000)) },
  };
};

const show = async (storage: Storage, { ask, visitor, signedIn }: Here, wrong?: Wrong): Promise<PageAnswer> => {
  const { person, session } = visitor;
  const { people } = storage.access;
  const [pin, sessions, catalogue] = await Promise.all([
    people.pin(person.companyId, person.staffId),
    people.sessionsOf(person.companyId, person.staffId),
    storage.reads(person.companyId).catalogue(),
  ]);
  const { timezone } = catalogue.company;
  const now = storage.clock();
  return {
    status: wrong?.status ?? 200,
    headers: wrong?.headers ?? {},
    html: accountPage({
      signedIn,
      ...(wrong ? { form: wrong.form } : noticeAt(ask, NOTICES)),
      username: person.username,
      role: person.role,
      hasPin: pin !== undefined,
      sessions: sessions
        .filter(({ expiresAt }) => expiresAt > now)
        .map(({ hash, kind, createdAt, expiresAt }, i) => ({
          id: String(i + 1),
          kind,
          startedAt: isoWithOffset(createdAt, timezone),
          endsAt: isoWithOffset(expiresAt, timezone),
          current: hash === session.hash,
        })),
      problems: wrong?.problems ?? {},
    }),
  };
};
