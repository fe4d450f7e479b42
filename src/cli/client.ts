import { Command, InvalidArgumentError, Option } from "commander";
import { OVERLAP_HOURS_MAX, type WithSecret } from "../commands/addons.ts";
import { APIS, type Addon, type AddonDraft, type Api, GRANTS, type GrantType } from "../domain/access/addon.ts";
import type { Result } from "../kit/brand.ts";
import { addonCommandsOver } from "../main.ts";
import type { Storage } from "../storage/storage.ts";
import { addonWords } from "./addon-words.ts";
import { giveToken } from "./client-token.ts";
import { CommandRefused, companyOf, wholeNumber, withStore } from "./with-store.ts";

/** What the options of `create` and `edit` say; those that can be repeated are lists. */
type Facts = Partial<
  Readonly<{
    name: string;
    description: string;
    api: Api[];
    redirectUri: string[];
    scope: string[];
    permission: string[];
    grant: GrantType[];
  }>
>;

const listed = (text: string, before: readonly string[] = []): string[] => [...before, ...(text === "" ? [] : [text])];

const among =
  <T extends string>(choices: readonly T[]) =>
  (text: string, before: readonly T[] = []): T[] => {
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) throw new InvalidArgumentError(`must be one of ${choices.join(", ")}.`);
    return [...before, chosen];
  };

const api = () => new Option("--api <api>", "an API that it speaks: kounta or kseries").argParser(among(APIS));

/** The options that say what an add-on is. Each list is given whole; one that is "" empties it. */
const withFacts = (command: Command): Command =>
  command
    .option("--description <text>", "what it does, for people who are asked to connect it")
    .addOption(api())
    .option("--redirect-uri <uri>", "where people are sent back to; can be repeated", listed)
    .option("--scope <scope>", "what it may ask for over the K-Series API; can be repeated", listed)
    .option("--permission <permission>", "what it may do over the Kounta API, * for all; can be repeated", listed)
    .option("--grant <grant>", `how it comes by tokens: ${GRANTS.join(", ")}; can be repeated`, among(GRANTS));

const draftOf = (facts: Facts): Partial<AddonDraft> => ({
  ...(facts.name !== undefined && { name: facts.name }),
  ...(facts.description !== undefined && { description: facts.description }),
  ...(facts.api && { apis: facts.api }),
  ...(facts.redirectUri && { redirectUris: facts.redirectUri }),
  ...(facts.scope && { scopes: facts.scope }),
  ...(facts.permission && { permissions: facts.permission }),
  ...(facts.grant && { grants: facts.grant }),
});

/** `servery client …`: add-ons and their tokens, while a server runs or not. Results are JSON on standard output. */
export const clientCommand = (): Command => {
  const client = new Command("client").description("Add-ons: the clients of the APIs");

  withFacts(
    client
      .command("create")
      .description("Create an add-on of a company; its secret is shown once")
      .requiredOption("--company <id>", "the company that owns it", wholeNumber)
      .requiredOption("--name <name>", "what people see")
      .option("--client-id <id>", "instead of a made-up one", clientIdOf)
      .option("--public", "an app on people's own devices: it has no secret and must use PKCE"),
  ).action((options: Facts & { company: number; name: string; clientId?: string; public?: true }) =>
    withStore(async (storage, config) => {
      const company = await companyOf(storage, options.company);
      const given = draftOf(options);
      const apis = given.apis ?? ["kounta"];
      const draft: AddonDraft = {
        name: options.name,
        description: "",
        isPublic: options.public ?? false,
        redirectUris: [],
        apis,
        grants: ["authorization_code", "refresh_token"],
        permissions: apis.includes("kounta") ? ["*"] : [],
        scopes: [],
        ...given,
      };
      const made = await addonCommandsOver(config, storage).create(company, draft, options.clientId);
      return withSecret(must(made, options.clientId ?? ""));
    }),
  );

  client
    .command("list")
    .description("List the add-ons of a company")
    .requiredOption("--company <id>", "the company", wholeNumber)
    .action((options: { company: number }) =>
      withStore(async (storage) =>
        (await storage.access.addons.of(await companyOf(storage, options.company))).map(row),
      ),
    );

  client
    .command("show")
    .description("Show all of an add-on but its secret")
    .argument("<client-id>")
    .action((clientId: string) =>
      withStore(async (storage) => {
        const addon = await addonOf(storage, clientId);
        const companies = await storage.access.addons.connections(addon.companyId);
        return { ...shown(addon), connected_companies: companies.get(addon.id) ?? 0 };
      }),
    );

  withFacts(
    client
      .command("edit")
      .description("Change an add-on; what is not named stays")
      .argument("<client-id>")
      .option("--name <name>", "what people see"),
  ).action((clientId: string, options: Facts) =>
    withStore(async (storage, config) => {
      const edits = draftOf(options);
      if (Object.keys(edits).length === 0) throw new CommandRefused("Say what to change.");
      const { companyId, id } = await addonOf(storage, clientId);
      return shown(must(await addonCommandsOver(config, storage).edit(companyId, id, edits), clientId));
    }),
  );

  client
    .command("rotate")
    .description("Give an add-on a new secret, which is shown once")
    .argument("<client-id>")
    .option("--overlap-hours <n>", "how long the old secret stays good; it ends at once without it", overlapHours, 0)
    .action((clientId: string, options: { overlapHours: number }) =>
      withStore(async (storage, config) => {
        const { companyId, id } = await addonOf(storage, clientId);
        const rotated = await addonCommandsOver(config, storage).rotate(companyId, id, options.overlapHours);
        return withSecret(must(rotated, clientId));
      }),
    );

  client
    .command("revoke")
    .description("End an add-on for good: its secret and all its tokens")
    .argument("<client-id>")
    .action((clientId: string) =>
      withStore(async (storage, config) => {
        const addon = await addonOf(storage, clientId);
        if (!addon.active) return shown(addon);
        return shown(must(await addonCommandsOver(config, storage).revoke(addon.companyId, addon.id), clientId));
      }),
    );

  client
    .command("token")
    .description("Give an add-on an access token for a company, and the company's grant with it")
    .argument("<client-id>")
    .option("--company <id>", "the company it is for; the owner's own without it", wholeNumber)
    .option("--seconds <n>", "how long it lives", wholeNumber, 3_600)
    .addOption(new Option("--api <api>", "the API it is for; the add-on's first without it").choices(APIS))
    .option("--scope <scope>", "a K-Series scope; can be repeated, and all of the add-on's without it", listed)
    .action((clientId: string, options: { company?: number; seconds: number; api?: Api; scope?: string[] }) =>
      withStore(async (storage) => {
        const addon = await addonOf(storage, clientId);
        if (!addon.active) throw new CommandRefused(addonWords({ kind: "revoked" }, clientId));
        const company = await companyOf(storage, options.company ?? addon.companyId);
        return giveToken(storage, addon, company, options);
      }),
    );

  return client;
};

const row = ({ clientId, companyId, name, apis, active, createdAt }: Addon): object => ({
  client_id: clientId,
  company_id: companyId,
  name,
  apis,
  active,
  created_at: new Date(createdAt).toISOString(),
});

const shown = (addon: Addon): object => ({
  ...row(addon),
  description: addon.description,
  public: addon.isPublic,
  redirect_uris: addon.redirectUris,
  scopes: addon.scopes,
  permissions: addon.permissions,
  grants: addon.grants,
  old_secret_until: addon.oldSecret && new Date(addon.oldSecret.until).toISOString(),
});

const withSecret = ({ addon, secret }: WithSecret): object => ({
  ...shown(addon),
  ...(secret !== null && { client_secret: secret }),
});

/** The value, or the refusal in a sentence. Throws CommandRefused. */
const must = <T>(result: Result<T, Parameters<typeof addonWords>[0]>, clientId: string): T => {
  if (!result.ok) throw new CommandRefused(addonWords(result.error, clientId));
  return result.value;
};

/** What stands in a Basic header before the colon, and in addresses. */
const clientIdOf = (text: string): string => {
  if (!/^[\w.-]{1,100}$/.test(text)) throw new InvalidArgumentError("may have letters, digits and . _ - only.");
  return text;
};

const overlapHours = (text: string): number => {
  if (/^\d{1,3}$/.test(text) && Number(text) <= OVERLAP_HOURS_MAX) return Number(text);
  throw new InvalidArgumentError(`must be a whole number from 0 to ${OVERLAP_HOURS_MAX}.`);
};

const addonOf = async (storage: Storage, clientId: string): Promise<Addon> => {
  const addon = await storage.access.addons.byClientId(clientId);
  if (!addon) throw new CommandRefused(addonWords({ kind: "not_found" }, clientId));
  return addon;
};
