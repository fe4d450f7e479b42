import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import { nameOf } from "../../kit/records-data.ts";
import { RecordList } from "../../kit/RecordList.tsx";
import type { Table } from "./table.ts";

const tablesOf = (record: Readonly<Record<string, unknown>>): readonly Table[] => record["tables"] as readonly Table[];

/** The rooms of the venue. */
export const FloorPlansPage = (): ReactNode => {
  const { sites } = useOffice();
  return (
    <RecordList
      of={{
        kind: "floor_plans",
        path: "/floor-plans",
        title: "Floor plans",
        says: "The rooms of each site and the tables in them, as the register shows them.",
        one: "floor plan",
        write: "setup:write",
        bySite: true,
        none: "Draw a room, so that orders and reservations can be at its tables.",
        columns: () => [
          { key: "name", title: "Room", sort: "name", cell: nameOf },
          {
            key: "site",
            title: "Site",
            cell: ({ site_id: id }) => sites.find((site) => site.id === id)?.name ?? "–",
          },
          { key: "tables", title: "Tables", align: "end", cell: (record) => String(tablesOf(record).length) },
          {
            key: "seats",
            title: "Seats",
            align: "end",
            card: "end",
            cell: (record) => {
              const seats = tablesOf(record).reduce((sum, table) => sum + (table.active ? table.seats : 0), 0);
              return `${seats} seats`;
            },
          },
        ],
      }}
    />
  );
};
