import type { AccessStore } from "../../access.ts";
import type { Engine } from "../engine.ts";
import { addonStore } from "./addons.ts";
import { forget } from "./forget.ts";
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
    forget: (now, usedBefore) => forget(engine, now, usedBefore),
  };
};
