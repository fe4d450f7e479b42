import type { AccessStore } from "../../access.ts";
import type { Engine } from "../engine.ts";
import { addonStore } from "./addons.ts";
import { peopleStore } from "./people.ts";
import { takingBack } from "./take-back.ts";
import { tokenStore } from "./tokens.ts";

/** Who may come in, over one engine. `tell` is told when something was taken back. */
export const accessStore = (engine: Engine, tell: () => void): AccessStore => {
  const takeBack = takingBack(engine, tell);
  return {
    addons: addonStore(engine, takeBack),
    tokens: tokenStore(engine, takeBack),
    people: peopleStore(engine, takeBack),
    async forget(now, usedBefore) {
      // What is over is refused anyway, so nobody need be told that it is gone.
      await engine.transaction(async ({ db }) => {
        await db.deleteFrom("access_tokens").where("expires_at", "<", now).execute();
        await db.deleteFrom("sessions").where("expires_at", "<", now).execute();
        await db.deleteFrom("refresh_tokens").where("used_at", "<", usedBefore).execute();
        await db.deleteFrom("authorization_codes").where("expires_at", "<", usedBefore).execute();
      });
    },
  };
};
