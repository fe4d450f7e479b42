import type { Rec } from "../kit/records-data.ts";

/** "Tomás Herrera". */
export const staffName = ({ first_name: first, last_name: last }: Rec): string =>
  [first, last].filter((part) => typeof part === "string" && part !== "").join(" ");
