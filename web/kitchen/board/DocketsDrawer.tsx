import { Drawer, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../../common/api.ts";
import { Empty, Failed, Loading } from "../../common/components/States.tsx";
import { clockTime } from "../../common/format.ts";
import { useKitchen } from "../app/context.ts";
import styles from "./Screen.module.css";

type Docket = Readonly<{ id: number; printed_at: string; text: string }>;

const SHOWN = 12;
const EVERY_MS = 4_000;

/** A picture as an address that holds all of it: an image element cannot send a session along. */
const addressOf = (picture: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result as string));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("the picture cannot be read")));
    reader.readAsDataURL(picture);
  });

/** The picture of a docket; its words are there for whoever cannot see it. */
const Picture = ({ docket }: { docket: Docket }): ReactNode => {
  const { api } = useKitchen();
  const picture = useQuery({
    queryKey: ["docket picture", docket.id, docket.printed_at],
    queryFn: async () => addressOf(await (await api.request("GET", `virtual_printer/dockets/${docket.id}/png`)).blob()),
    staleTime: Infinity,
  });
  return picture.data === undefined ? (
    <pre className={styles["paper"]}>{docket.text}</pre>
  ) : (
    <img className={styles["paper"]} src={picture.data} alt={docket.text} />
  );
};

/** What the virtual printer has printed: dockets on paper, without the paper. */
export const DocketsDrawer = ({ opened, close }: { opened: boolean; close: () => void }): ReactNode => {
  const { api } = useKitchen();
  const dockets = useQuery({
    queryKey: ["dockets"],
    queryFn: () => api.get<Docket[]>("virtual_printer/dockets"),
    enabled: opened,
    refetchInterval: EVERY_MS,
  });
  const none = dockets.error instanceof ApiError && dockets.error.status === 404;
  const rows = (dockets.data ?? []).slice(-SHOWN).toReversed();
  return (
    <Drawer opened={opened} onClose={close} position="right" size="md" title="Dockets on paper">
      {none ? (
        <Empty title="There is no virtual printer">
          SERVERY_VIRTUAL_PRINTER switches it on. Real printers work without it.
        </Empty>
      ) : dockets.error ? (
        <Failed error={dockets.error} again={() => void dockets.refetch()} />
      ) : dockets.isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Empty title="Nothing was printed yet">Dockets for the virtual printer appear here.</Empty>
      ) : (
        <Stack component="ol" gap="lg" p={0} m={0} className={styles["papers"]}>
          {rows.map((docket) => (
            <li key={docket.id}>
              <Text size="sm" c="dimmed" mb={4}>
                {clockTime(docket.printed_at)}
              </Text>
              <Picture docket={docket} />
            </li>
          ))}
        </Stack>
      )}
    </Drawer>
  );
};
