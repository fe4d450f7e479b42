import { Button } from "@mantine/core";
import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { csvLine } from "../../../../src/kit/csv.ts";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { download, saveFile } from "../../kit/download.ts";
import { count } from "../words.ts";
import { type SalesFilter, fits, fitsFile } from "./filters.ts";
import { fileQuery } from "./sales-data.ts";
import type { Scanned } from "./scan.ts";

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Hands the listed orders over as a file: the server's where it can filter them, else a part of what was read here. */
export const ExportButton = ({ filter, scanned }: { filter: SalesFilter; scanned: Scanned | undefined }): ReactNode => {
  const { at, company } = useOffice();
  const [bytes, setBytes] = useState<number>();
  const whole = fitsFile(filter);
  const name = `orders-${filter.from}-${filter.to}.csv`;

  const run = async (): Promise<void> => {
    if (!whole) {
      if (!scanned) return;
      const rows = scanned.rows.filter(fits(filter, company.currency));
      const text = csvLine(scanned.head) + rows.map(({ cells }) => csvLine(cells)).join("");
      saveFile(new Blob([text], { type: "text/csv;charset=utf-8" }), name);
      toastGood(`${count(rows.length, "order")} in ${name}.`);
      return;
    }
    setBytes(0);
    try {
      await download(api, at("orders.csv"), name, { query: fileQuery(filter, true), progress: setBytes });
      toastGood(`${name} is in your downloads.`);
    } catch (error) {
      toastBad(error, "The file was not downloaded");
    } finally {
      setBytes(undefined);
    }
  };
  return (
    <Button
      variant="default"
      leftSection={<Download size={18} aria-hidden />}
      disabled={bytes !== undefined || (!whole && !scanned)}
      aria-live="polite"
      onClick={() => void run()}
    >
      {bytes === undefined ? "Export CSV" : `Downloading… ${size(bytes)}`}
    </Button>
  );
};
