import { createHash } from "node:crypto";
import { base } from "./styles/base.ts";
import { forms } from "./styles/forms.ts";
import { layout } from "./styles/layout.ts";
import { parts } from "./styles/parts.ts";
import { customProperties } from "./tokens.ts";

/** The one stylesheet of the pages. */
export const stylesheet: string = customProperties() + base + layout + forms + parts;

/** Its address changes with its text, so that it may be kept for ever. */
export const stylesheetPath: string = `/assets/servery.css?v=${createHash("sha256").update(stylesheet).digest("hex").slice(0, 10)}`;
