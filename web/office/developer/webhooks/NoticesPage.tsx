import { Button } from "@mantine/core";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { toastBad } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import { Stepper } from "../parts/Stepper.tsx";
import styles from "./webhooks.module.css";
import { WebhookTabs } from "./WebhookTabs.tsx";

type Notice = Readonly<{
  id: number;
  kind: string;
  data: Readonly<Record<string, unknown>>;
  created_at: string;
  seen_at: string | null;
}>;

const noticesKey = ["notices"] as const;

/** What a notice says to people. */
const Words = ({ of: { kind, data } }: { of: Notice }): ReactNode => {
  if (kind === "webhook_disabled") {
    return (
      <>
        <b>A webhook was switched off.</b> {String(data["topic"])} to {String(data["address"])}:{" "}
        {data["reason"] === "gone" ? "its receiver wants nothing more." : "its receiver took nothing for days."}{" "}
        <GoLink to="/developer/webhook-log/webhooks" search={{ webhook: String(data["webhook_id"]) }}>
          Look at it
        </GoLink>
      </>
    );
  }
  if (kind === "printer_failing") return <b>A printer does not print: {String(data["name"] ?? data["printer_id"])}.</b>;
  return <b>{kind.replaceAll("_", " ")}</b>;
};

/** What the venue ought to know of: a receiver that was given up, a printer that fails. */
export const NoticesPage = (): ReactNode => {
  const { at, may, timezone } = useOffice();
  const { page } = useUrl().values;
  const client = useQueryClient();
  const notices = useQuery({
    queryKey: [...noticesKey, page],
    queryFn: () => api.list<Notice>(at("notices"), { page }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const see = async (id: number): Promise<void> => {
    try {
      await api.put(at(`notices/${id}`), { seen: true });
      await client.invalidateQueries({ queryKey: noticesKey });
    } catch (error) {
      toastBad(error);
    }
  };
  return (
    <>
      <PageHead
        title="Webhook log"
        says="What you ought to know of: a receiver that was given up, a printer that fails."
      />
      <WebhookTabs />
      <Loaded of={notices}>
        {({ rows, headers }) => (
          <>
            {rows.length === 0 ? (
              <div className="card">
                <Empty icon={<Bell size={32} />} title="No notices">
                  All is well.
                </Empty>
              </div>
            ) : (
              <ul className={`card ${styles["notices"]}`} aria-label="Notices">
                {rows.map((notice) => (
                  <li key={notice.id} data-new={notice.seen_at === null || undefined}>
                    <div className={styles["notice"]}>
                      <div>
                        <Words of={notice} />
                      </div>
                      <span className={styles["quiet"]}>{dayAndTime(notice.created_at, timezone)}</span>
                    </div>
                    {notice.seen_at === null && may("deliveries:write") && (
                      <Button variant="default" onClick={() => void see(notice.id)}>
                        Seen
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )}
            <Stepper more={headers.has("x-next-page")} />
          </>
        )}
      </Loaded>
    </>
  );
};
