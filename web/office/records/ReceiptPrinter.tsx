import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useOffice } from "../app/office.ts";
import type { OwnProps } from "../kit/fields/field.ts";
import { useList } from "../venue/parts/useList.ts";

type Printer = Readonly<{ id: number; name: string; site_id: number }>;

/** One of the printers of the register's site, or none. */
export const ReceiptPrinter = ({ value, onChange, error, disabled, values, label, says }: OwnProps): ReactNode => {
  const { may } = useOffice();
  const mayRead = may("printers:read");
  const site = values["site_id"];
  const query = { site_id: typeof site === "number" ? site : undefined };
  const { data } = useList<Printer>("printers", query, { on: mayRead && query.site_id !== undefined });
  // The list of another site may still be here while that of the chosen one is on its way.
  const printers = data?.filter(({ site_id }) => site_id === site);
  return (
    <Select
      label={label}
      description={says}
      error={error}
      disabled={disabled || !mayRead}
      data={[
        { value: "", label: "Any of the site that is at no station" },
        ...(printers ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={typeof value !== "number" ? "" : printers === undefined ? null : String(value)}
      placeholder={mayRead ? "Loading…" : "Chosen by those who look after printers"}
      allowDeselect={false}
      onChange={(next) => onChange(next === "" || next === null ? null : Number(next))}
    />
  );
};
