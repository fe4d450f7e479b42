import type { FastifyInstance } from "fastify";
import type { FoundCompany } from "../commands/found-company.ts";
import { currencies } from "../domain/currencies.ts";
import { FOUNDING_FIELDS, type FoundingForm, type FoundingProblems } from "../domain/founding.ts";
import { csrfOf, isCsrfOf, isFromElsewhere, sessionCookie } from "../http/session-cookie.ts";
import { newSecret, sameText, sha256 } from "../kit/secrets.ts";
import { setUpClosedPage, setUpDonePage, setUpPage } from "../pages/set-up.ts";
import type { Storage } from "../storage/storage.ts";
import { redirectTo, toSignIn, visitorOf } from "./browser.ts";
import type { Endpoint, PageAnswer, PageAsk } from "./endpoint.ts";
import { foundingWords } from "./founding-words.ts";
import { formOf, queryOf } from "./parameters.ts";
import { SESSION_MS, type SignIns } from "./sign-in.ts";

const SET_UP = "/setup";
const DONE = "/setup/done";
/** Where the owner goes on: the add-ons are what the APIs need next. */
const NEXT = "/office/add-ons";

/** The one-time code that lets somebody set up an empty server. Only this process knows it. */
export type SetUp = Readonly<{
  code: string;
  /** Whether there is still no company, whichever server made it. */
  isOpen(): Promise<boolean>;
}>;

/** A new code where there is no company yet; undefined where there is one. */
export const openSetUp = async ({ companies }: Storage): Promise<SetUp | undefined> => {
  let open = (await companies.ids()).length === 0;
  if (!open) return undefined;
  return {
    code: newSecret(),
    async isOpen() {
      open &&= (await companies.ids()).length === 0; // once there is a company, there always is
      return open;
    },
  };
};

/** Leads people who come to an empty server to the page that says in words how it is set up. */
export const leadToSetUp = (app: FastifyInstance, { isOpen }: SetUp): void => {
  const leads = ({ method, url }: { method: string; url: string }): boolean =>
    method === "GET" && ["/", "/login"].includes(url.split("?", 1)[0]!);
  app.addHook("onRequest", async (request, reply) => {
    if (!leads(request) || !(await isOpen())) return undefined;
    return reply.header("cache-control", "no-store").redirect(SET_UP, 303);
  });
};

export type SetUpParts = Readonly<{
  storage: Storage;
  signIns: SignIns;
  found: FoundCompany;
  setUp: SetUp | undefined;
}>;

/** The names that the fields have in the form. */
const FIELDS = FOUNDING_FIELDS.map((field) => [field, field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)] as const);
/** No field takes more; what is longer is refused all the same, and need not be carried back and forth. */
const KEPT_MAX = 1_000;

const zones = (): string[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

const closed = (status: number): PageAnswer => ({ status, html: setUpClosedPage() });

/** `/setup`: makes the first company, for whoever has the code. */
export const setUpPages = ({ storage, signIns, found, setUp }: SetUpParts): readonly Endpoint[] => {
  const hash = setUp && sha256(setUp.code);
  /** Why the page is not for this request; undefined when it is. */
  const refused = async (code: string): Promise<PageAnswer | undefined> => {
    if (!setUp || !(await setUp.isOpen())) return closed(410);
    return sameText(sha256(code), hash!) ? undefined : closed(403);
  };
  const page = (code: string, values: Record<string, string>, problems: Record<string, string>): string =>
    setUpPage({ csrf: csrfOf(code), code, values, problems, currencies, timezones: zones() });

  return [
    {
      id: "pages.set_up",
      method: "GET",
      paths: [SET_UP],
      speaks: "html",
      async handle(ask) {
        const code = queryOf(ask.url).get("code") ?? "";
        return (await refused(code)) ?? { status: 200, html: page(code, {}, {}) };
      },
    },
    {
      id: "pages.set_up.send",
      method: "POST",
      paths: [SET_UP],
      speaks: "html",
      async handle(ask) {
        const sent = formOf(ask.body);
        const code = sent.get("code") ?? "";
        const no = await refused(code);
        if (no) return no;
        const { form, values } = typedIn(sent);
        if (isFromElsewhere(ask.raw, ask.base) || !isCsrfOf(code, sent.get("csrf") ?? undefined)) {
          const says = "The form was too old or came from somewhere else. Please send it again.";
          return { status: 403, html: page(code, values, { form: says }) };
        }
        const made = await found(form);
        if (made.ok) return signedIn(signIns, form, ask);
        if (made.error.kind === "company_exists") return closed(410);
        return { status: 400, html: page(code, values, inWords(made.error.problems)) };
      },
    },
    {
      id: "pages.set_up.done",
      method: "GET",
      paths: [DONE],
      speaks: "html",
      async handle(ask) {
        const visitor = await visitorOf(storage, ask);
        if (!visitor) return toSignIn(NEXT);
        return { status: 200, html: setUpDonePage({ company: visitor.company, next: NEXT }) };
      },
    },
  ];
};

/** What was typed, and of it what the page may show again: all but the password. */
const typedIn = (sent: URLSearchParams): { form: FoundingForm; values: Record<string, string> } => {
  const read = FIELDS.map(([field, name]) => [field, name, (sent.get(name) ?? "").slice(0, KEPT_MAX)] as const);
  return {
    form: Object.fromEntries(read.map(([field, , text]) => [field, text])) as FoundingForm,
    values: Object.fromEntries(read.flatMap(([field, name, text]) => (field === "password" ? [] : [[name, text]]))),
  };
};

/** In the order of the page. */
const inWords = (problems: FoundingProblems): Record<string, string> =>
  Object.fromEntries(
    FIELDS.flatMap(([field, name]) => {
      const problem = problems[field];
      return problem ? [[name, foundingWords(field, problem)]] : [];
    }),
  );

/** The owner is signed in with what they just typed; where that has to wait, they sign in themselves. */
const signedIn = async (signIns: SignIns, form: FoundingForm, ask: PageAsk): Promise<PageAnswer> => {
  const { username, password } = form;
  const found = await signIns.withPassword(username, password, ask.address);
  if (!found.ok) return toSignIn(NEXT);
  return redirectTo(DONE, { "set-cookie": sessionCookie(found.value.token, ask.secure, SESSION_MS / 1_000) });
};
