import { Button, Tabs } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { FileText, Receipt } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../../common/api.ts";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import type { Order } from "../data.ts";
import { statusSays } from "../words.ts";
import { ExplainPanel } from "./ExplainPanel.tsx";
import { FactsPanel } from "./FactsPanel.tsx";
import { LinesPanel } from "./LinesPanel.tsx";
import { useOrder } from "./order-data.ts";
import { PaymentsPanel } from "./PaymentsPanel.tsx";
import { ReceiptDrawer } from "./ReceiptDrawer.tsx";
import { RelatedPanel } from "./RelatedPanel.tsx";
import { SentPanels } from "./SentPanels.tsx";
import { TimelinePanel } from "./TimelinePanel.tsx";
import styles from "./order.module.css";

const UP = [{ title: "Sales", to: "/sales" }];
const TABS = [
  ["order", "Order"],
  ["cents", "Every cent"],
  ["history", "Time line"],
  ["sent", "Webhooks & prints"],
] as const;

/** One order: what it is, how every cent came about, what happened to it, and what went out about it. */
export const OrderPage = (): ReactNode => {
  const { order: id = "" } = useParams({ strict: false }) as { order?: string };
  const order = useOrder(id);
  const gone = order.error instanceof ApiError && order.error.status === 404;
  if (order.data === undefined) {
    return (
      <>
        <PageHead title={gone ? "No such order" : "Order"} crumbs={UP} />
        {gone ? (
          <div className="card">
            <Empty title="There is no order with this number" action={<GoLink to="/sales">Look at all sales</GoLink>}>
              It may be of another company, or the address is not whole.
            </Empty>
          </div>
        ) : (
          <Loaded of={order} what="Loading the order">
            {() => null}
          </Loaded>
        )}
      </>
    );
  }
  return <OneOrder key={id} order={order.data} />;
};

const OneOrder = ({ order }: { order: Order }): ReactNode => {
  const office = useOffice();
  const { values, set } = useUrl();
  const [receipt, setReceipt] = useState(false);
  const tab = TABS.find(([name]) => name === values["tab"])?.[0] ?? "order";
  const timezone = office.sites.find(({ id }) => id === order.site_id)?.timezone ?? office.company.timezone;
  const { label, tone } = statusSays(order);
  const isRefund = order.original_order_id !== null;
  return (
    <>
      <PageHead
        title={`${isRefund ? "Refund" : "Order"} ${order.sale_number}`}
        crumbs={UP}
        beside={<StateBadge tone={tone}>{label}</StateBadge>}
        actions={
          <>
            <Button variant="default" leftSection={<Receipt size={18} aria-hidden />} onClick={() => setReceipt(true)}>
              Receipt
            </Button>
            {order.status === "COMPLETE" && (
              <Button
                component="a"
                href={api.urlOf(office.at(`orders/${order.id}/pdf`))}
                target="_blank"
                rel="noreferrer"
                variant="default"
                leftSection={<FileText size={18} aria-hidden />}
              >
                Invoice PDF
              </Button>
            )}
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(next) => set({ tab: next === "order" || next === null ? undefined : next }, { replace: false })}
      >
        <Tabs.List className={styles["tabs"]}>
          {TABS.map(([name, title]) => (
            <Tabs.Tab key={name} value={name} mih={44}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {tab === "order" && (
            <div className={styles["page"]}>
              <div className={styles["main"]}>
                <LinesPanel order={order} />
                <PaymentsPanel order={order} timezone={timezone} />
              </div>
              <div className={styles["side"]}>
                <RelatedPanel order={order} />
                <FactsPanel order={order} timezone={timezone} />
              </div>
            </div>
          )}
          {tab === "cents" && <ExplainPanel order={order} />}
          {tab === "history" && <TimelinePanel order={order} timezone={timezone} />}
          {tab === "sent" && (
            <div className={styles["main"]}>
              <SentPanels order={order} timezone={timezone} />
            </div>
          )}
        </Tabs.Panel>
      </Tabs>
      <ReceiptDrawer order={order} opened={receipt} onClose={() => setReceipt(false)} />
    </>
  );
};
