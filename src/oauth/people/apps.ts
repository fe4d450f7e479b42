import { mayIn } from "../../domain/access/addon.ts";
import { type Allowance, type Permission, permissions, scopeNamed } from "../../domain/access/permissions.ts";
import { type AddonId, type CompanyId, parseId } from "../../domain/ids.ts";
import { isoWithOffset } from "../../kit/time.ts";
import { type ConnectedApp, connectedAppsPage, removeAppPage } from "../../pages/connected-apps.ts";
import type { Storage } from "../../storage/storage.ts";
import { type Endpoint, PageError } from "../endpoint.ts";
import { doneAt, noticeAt, type PeopleParts, signedInForm, signedInPage } from "./page.ts";

const PAGE = "/apps";
const NOTICES = {
  removed: { kind: "good", text: "The app was removed. It cannot use your company's data any more." },
} as const;

/** What a company has connected, and how it takes that back: `/apps`. */
export const appEndpoints = ({ storage }: PeopleParts): readonly Endpoint[] => {
  const { addons } = storage.access;
  return [
    signedInPage(storage, {
      id: "pages.apps",
      path: PAGE,
      may: "apps:read",
      async show({ ask, visitor, signedIn }) {
        const apps = await connectedTo(storage, visitor.person.companyId);
        return { status: 200, html: connectedAppsPage({ signedIn, ...noticeAt(ask, NOTICES), apps }) };
      },
    }),
    signedInPage(storage, {
      id: "pages.apps.remove",
      path: `${PAGE}/:addon/remove`,
      may: "apps:write",
      async show({ ask, visitor, signedIn }) {
        const apps = await connectedTo(storage, visitor.person.companyId);
        const app = apps.find(({ id }) => id === parseId(ask.params["addon"] ?? ""));
        if (!app) throw noSuchApp();
        return { status: 200, html: removeAppPage({ signedIn, app }) };
      },
    }),
    signedInForm(storage, {
      id: "pages.apps.remove.send",
      path: `${PAGE}/:addon/remove`,
      may: "apps:write",
      back: PAGE,
      async send({ ask, visitor }) {
        const id = parseId<AddonId>(ask.params["addon"] ?? "");
        if (id === undefined || !(await addons.ungrant(visitor.person.companyId, id))) throw noSuchApp();
        return doneAt(PAGE, "removed");
      },
    }),
  ];
};

const noSuchApp = (): PageError =>
  new PageError(404, "No such app", "This app is not connected to your company.").withWayBack(
    "/apps",
    "Go to your connected apps",
  );

const connectedTo = async (storage: Storage, company: CompanyId): Promise<ConnectedApp[]> => {
  const [grants, catalogue] = await Promise.all([
    storage.access.addons.grantsOf(company),
    storage.reads(company).catalogue(),
  ]);
  return Promise.all(
    grants.map(async (grant) => {
      const { addon, owner, grantedAt, grantedBy, authorizations } = grant;
      const by = grantedBy === null ? undefined : catalogue.staff(grantedBy);
      return {
        id: addon.id,
        name: addon.name,
        description: addon.description,
        owner: (await storage.reads(owner).catalogue()).company.name,
        own: owner === company,
        connectedAt: isoWithOffset(grantedAt, catalogue.company.timezone),
        connectedBy: by ? `${by.firstName} ${by.lastName}` : null,
        allows: mayIn(addon, company, authorizations)
          .flatMap(({ permissions: names }) => names)
          .flatMap((name) => inWords(name) ?? []),
      };
    }),
  );
};

const inWords = (name: string): Allowance | undefined =>
  Object.hasOwn(permissions, name) ? permissions[name as Permission] : scopeNamed(name);
