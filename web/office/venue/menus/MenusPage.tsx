import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import { nameOf } from "../../kit/records-data.ts";
import { RecordList } from "../../kit/RecordList.tsx";
import { countOf, treeOf } from "./tree.ts";

/** The menus that registers and ordering apps show. */
export const MenusPage = (): ReactNode => {
  const { sites } = useOffice();
  return (
    <RecordList
      of={{
        kind: "menus",
        path: "/menus",
        title: "Menus",
        says: "How products stand on registers and in ordering apps. A site without a menu shows its categories.",
        one: "menu",
        write: "products:write",
        bySite: true,
        none: "Make a menu to put what sells most in front, in groups of your own.",
        columns: () => [
          { key: "name", title: "Name", sort: "name", cell: nameOf },
          {
            key: "sites",
            title: "Sites",
            cell: ({ site_ids: ids }) =>
              Array.isArray(ids)
                ? sites
                    .filter(({ id }) => ids.includes(id))
                    .map(({ name }) => name)
                    .join(", ")
                : "Every site",
          },
          {
            key: "groups",
            title: "Groups",
            align: "end",
            cell: ({ groups }) => String(countOf(treeOf(groups)).groups),
          },
          {
            key: "products",
            title: "Products",
            align: "end",
            cell: ({ groups }) => String(countOf(treeOf(groups)).products),
          },
        ],
      }}
    />
  );
};
