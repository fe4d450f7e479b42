import { MultiSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { useTables } from "./reservation.ts";

/** Tables of a site by their numbers, with how many they seat. */
export const TablesField = ({
  site,
  value,
  onChange,
  error,
  label = "Tables",
}: {
  site: number | undefined;
  value: readonly string[];
  onChange: (tables: string[]) => void;
  error: string | undefined;
  label?: string;
}): ReactNode => {
  const tables = useTables(site);
  const rooms = [...new Set(tables.map(({ room }) => room))];
  const strange = value.filter((name) => !tables.some((table) => table.name === name));
  const data = [
    ...rooms.map((room) => ({
      group: room,
      items: tables
        .filter((table) => table.room === room)
        .map(({ name, seats }) => ({ value: name, label: `Table ${name} · ${seats} seats` })),
    })),
    ...(strange.length > 0 ? [{ group: "Other", items: strange.map((name) => ({ value: name, label: name })) }] : []),
  ];
  return (
    <MultiSelect
      label={label}
      data={data}
      value={[...value]}
      onChange={onChange}
      placeholder={value.length === 0 ? "None yet" : ""}
      searchable
      hidePickedOptions
      error={error}
      nothingFoundMessage="No table is called that"
    />
  );
};
