import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { readConfig } from "../config.ts";
import type { AddonId, CompanyId } from "../domain/ids.ts";
import { sha256 } from "../http/callers.ts";
import { openStore } from "../main.ts";
import type { Addon, Storage } from "../storage/storage.ts";

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
        const secret = randomBytes(24).toString("base64url");
        const addon: Addon = {
          id: (await storage.companies.newId("addon")) as AddonId,
          companyId: company,
          clientId: options.clientId ?? randomBytes(12).toString("hex"),
          secretHash: sha256(secret),
          permissions: ["*"],
          name: options.name,
          active: true,
          createdAt: storage.clock(),
        };
        if (await storage.access.addonByClientId(addon.clientId))
          throw new Error(`There is a client ${addon.clientId} already.`);
        await storage.access.addAddon(addon);
        return { ...shown(addon), client_secret: secret };
      }),
    );

  client
    .command("list")
    .description("List the add-ons of a company")
    .requiredOption("--company <id>", "the company", wholeNumber)
    .action((options: { company: number }) =>
      withStore(async (storage) =>
        (await storage.access.addonsOf(await companyOf(storage, options.company))).map(shown),
      ),
    );

  client
    .command("rotate")
    .description("Give an add-on a new secret; the old one ends at once")
    .argument("<client-id>")
    .action((clientId: string) =>
      withStore(async (storage) => {
        const secret = randomBytes(24).toString("base64url");
        const addon = { ...(await activeAddon(storage, clientId)), secretHash: sha256(secret) };
        await storage.access.saveAddon(addon);
        return { ...shown(addon), client_secret: secret };
      }),
    );

  client
    .command("revoke")
    .description("End an add-on: its secret and all its tokens")
    .argument("<client-id>")
    .action((clientId: string) =>
      withStore(async (storage) => {
        const addon = { ...(await addonOf(storage, clientId)), active: false };
        await storage.access.saveAddon(addon);
        await storage.access.endTokensOf(addon.id);
        return shown(addon);
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
        await storage.access.grant(company, addon.id, now);
        await storage.access.addToken({
          hash: sha256(token),
          companyId: company,
          addonId: addon.id,
          staffId: null,
          createdAt: now,
          expiresAt: now + options.seconds * 1_000,
        });
        return { access_token: token, token_type: "Bearer", expires_in: options.seconds, company_id: company };
      }),
    );

  return client;
};

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
  const addon = await storage.access.addonByClientId(clientId);
  if (!addon) throw new Error(`There is no client ${clientId}.`);
  return addon;
};

const activeAddon = async (storage: Storage, clientId: string): Promise<Addon> => {
  const addon = await addonOf(storage, clientId);
  if (!addon.active) throw new Error(`The client ${clientId} was revoked.`);
  return addon;
};
