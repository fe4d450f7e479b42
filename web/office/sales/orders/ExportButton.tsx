import { Button } from "@mantine/core";
import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { download } from "../../kit/download.ts";
import type { useSalesFilter } from "./filters.ts";

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Hands the orders of the filter over as a file. */
export const ExportButton = ({ filter }: { filter: ReturnType<typeof useSalesFilter> }): ReactNode => {
  const { at } = useOffice();
  const [bytes, setBytes] = useState<number>();
  const name = `orders-${filter.from}-${filter.to}.csv`;

  const run = async (): Promise<void> => {
    setBytes(0);
    try {
      await download(api, at("orders.csv"), name, { query: filter, progress: setBytes });
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
      disabled={bytes !== undefined}
      aria-live="polite"
      onClick={() => void run()}
    >
      {bytes === undefined ? "Export CSV" : `Downloading… ${size(bytes)}`}
    </Button>
  );
};
