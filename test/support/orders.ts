import { expect } from "vitest";
import { as } from "../operator/support.ts";
import type { Json, TestServery } from "./servery.ts";

/** The newest order of the first site as the venue's own people see it, as soon as it is as wanted. */
export const newestOrder = async (servery: TestServery, wanted: (order: Json) => boolean): Promise<Json> => {
  const ask = await as(servery, "manager");
  let found: Json;
  const look = async (): Promise<boolean> => {
    const rows: Json[] = (await ask(`sites/${servery.ids.site_id}/orders`)).json();
    const id = Math.max(...rows.map(({ id }: Json) => id as number));
    found = (await ask(`orders/${id}`)).json();
    return wanted(found);
  };
  await expect.poll(look, { timeout: 10_000 }).toBe(true);
  return found;
};
