import type { Answer, TestServery } from "../../support/servery.ts";

/** A K-Series client of the demo company with a token for some scopes, or all. */
export const kseriesClient = async (servery: TestServery, permissions?: string[]) => {
  const token = await servery.token(3_600, 2, servery.company, { api: "kseries", ...(permissions && { permissions }) });
  return (path: string): Promise<Answer> => servery.ask(path, { auth: `Bearer ${token}` });
};

/** The demo's two sites, and a product that both have. */
export const FITZROY = 823;
export const SOUTHBANK = 824;
export const FLAT_WHITE = 730002;

/** How an instant looks in most of this API's services. */
export const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/;
