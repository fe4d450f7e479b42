import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { readConfig } from "../config.ts";
import type { Addon } from "../domain/access/addon.ts";
import type { AuthorizationId, CompanyId } from "../domain/ids.ts";
import { sha256 } from "../kit/secrets.ts";
import { addonCommandsOver, openStore } from "../main.ts";
import type { Storage } from "../storage/storage.ts";

/** `servery client …`: add-ons and their tokens, while a server runs or not. Results are JSON on standard output. */
export const clientCommand = (): Command => {
  const client = new Command("client").description("Add-ons: the clients of the API");

  client
    .command("create")
    .description("Create an add-on of a company; its secret is shown once")
    .requiredOption("--company <id>", "the company that owns it", wholeNumber)
    .requiredOption("--name <name>", "what people see")
    .option("--client-id <id>", "instead of a made-up one")
    .action((options: { company: number; name: string; clientId?: string }) =>
      withStore(async (storage) => {
        const company = await companyOf(storage, options.company);
        const made = await commandsOf(storage).create(
          company,
          {
            name: options.name,
            description: "",
            isPublic: false,
            redirectUris: [],
            apis: ["kounta"],
            grants: ["authorization_code", "refresh_token"],
            permissions: ["*"],
            scopes: [],
          },
          options.clientId,
        );
        if (!made.ok) throw new Error(JSON.stringify(made.error));
        const { addon, secret } = made.value;
        return { ...shown(addon), client_secret: secret };
      }),
    );

  client
    .command("list")
    .description("List the add-ons of a company")
    .requiredOption("--company <id>", "the company", wholeNumber)
    .action((options: { company: number }) =>
      withStore(async (storage) =>
        (await storage.access.addons.of(await companyOf(storage, options.company))).map(shown),
      ),
    );

  client
    .command("rotate")
    .description("Give an add-on a new secret; the old one ends at once")
    .argument("<client-id>")
    .action((clientId: string) =>
      withStore(async (storage) => {
        const { companyId, id } = await activeAddon(storage, clientId);
        const changed = await commandsOf(storage).rotate(companyId, id, 0);
        if (!changed.ok) throw new Error(JSON.stringify(changed.error));
        const { addon, secret } = changed.value;
        return { ...shown(addon), client_secret: secret };
      }),
    );

  client
    .command("revoke")
    .description("End an add-on: its secret and all its tokens")
    .argument("<client-id>")
    .action((clientId: string) =>
      withStore(async (storage) => {
        const addon = await addonOf(storage, clientId);
        await commandsOf(storage).revoke(addon.companyId, addon.id);
        return shown({ ...addon, active: false });
      }),
    );

  client
    .command("token")
    .description("Give an add-on an access token for a company, and the company's grant with it")
    .argument("<client-id>")
    .option("--company <id>", "the company it is for; the owner's own without it", wholeNumber)
    .option("--seconds <n>", "how long it lives", wholeNumber, 3_600)
    .action((clientId: string, options: { company?: number; seconds: number }) =>
      withStore(async (storage) => {
        const addon = await activeAddon(storage, clientId);
        const company = await companyOf(storage, options.company ?? addon.companyId);
        const token = randomBytes(32).toString("base64url");
        const now = storage.clock();
        await storage.access.addons.grant(company, addon.id, null, now);
        await storage.access.tokens.authorize(
          {
            id: (await storage.companies.newId("authorization")) as AuthorizationId,
            companyId: company,
            addonId: addon.id,
            staffId: null,
            api: "kounta",
            permissions: addon.permissions,
            createdAt: now,
          },
          { access: { hash: sha256(token), createdAt: now, expiresAt: now + options.seconds * 1_000 } },
        );
        return { access_token: token, token_type: "Bearer", expires_in: options.seconds, company_id: company };
      }),
    );

  return client;
};

const commandsOf = (storage: Storage) => addonCommandsOver(readConfig(process.env), storage);

const shown = ({ clientId, companyId, name, active, createdAt }: Addon): object => ({
  client_id: clientId,
  company_id: companyId,
  name,
  active,
  created_at: new Date(createdAt).toISOString(),
});

const withStore = async (work: (storage: Storage) => Promise<unknown>): Promise<void> => {
  const storage = await openStore(readConfig(process.env), Date.now, true);
  try {
    process.stdout.write(`${JSON.stringify(await work(storage), null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  } finally {
    await storage.close();
  }
};

/** A number that stays exact, also as milliseconds from now. */
const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new InvalidArgumentError("must be a whole number above 0.");
  return Number(text);
};

const companyOf = async (storage: Storage, id: number): Promise<CompanyId> => {
  if (!(await storage.companies.exists(id as CompanyId))) throw new Error(`There is no company ${id}.`);
  return id as CompanyId;
};

const addonOf = async (storage: Storage, clientId: string): Promise<Addon> => {
  const addon = await storage.access.addons.byClientId(clientId);
  if (!addon) throw new Error(`There is no client ${clientId}.`);
  return addon;
};

const activeAddon = async (storage: Storage, clientId: string): Promise<Addon> => {
  const addon = await addonOf(storage, clientId);
  if (!addon.active) throw new Error(`The client ${clientId} was revoked.`);
  return addon;
};
