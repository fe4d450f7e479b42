import type { Migration } from "./migrate.ts";

/** What the screens look for. */
export const screens: Migration = {
  number: 5,
  name: "screens",
  statements: [
    // Few deliveries are not taken, so this index is small, and one that is taken at once never enters it.
    `create index deliveries_not_taken on deliveries (company_id, created_at, id)
       where attempts > 0 and (last_status is null or last_status < 200 or last_status > 299)`,
  ],
};
