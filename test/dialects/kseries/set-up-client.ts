import type { AddonId, CompanyId } from "../../../src/domain/ids.ts";
import type { Answer, Ask, TestServery } from "../../support/servery.ts";

export type Client = (method: string, path: string, body?: unknown, ask?: Ask) => Promise<Answer>;

/**
 * A client that reads and writes below a path, with a token for some scopes: of the demo company, or of another one that
 * has connected the add-on.
 */
export const clientOf = async (
  servery: TestServery,
  permissions: string[],
  below = "",
  addon = 2,
  company: number = servery.company,
): Promise<Client> => {
  const { addons } = servery.storage.access;
  if (company !== servery.company) {
    await addons.grant(company as CompanyId, addon as AddonId, null, servery.clock.now());
  }
  const token = await servery.token(3_600, addon, company, { api: "kseries", permissions });
  return (method, path, body, ask = {}) =>
    servery.ask(below + path, {
      method,
      auth: `Bearer ${token}`,
      ...(body !== undefined && { body }),
      ...ask,
    });
};
