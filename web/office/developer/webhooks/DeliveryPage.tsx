import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Failed, Loaded, Loading } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useIdOfPath } from "../../kit/RecordPage.tsx";
import { Body } from "../parts/Body.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Panel } from "../parts/Panel.tsx";
import parts from "../parts/parts.module.css";
import { Attempts } from "./Attempts.tsx";
import { type FullDelivery, deliveriesKey } from "./data.ts";
import { ReplayDialog } from "./ReplayDialog.tsx";
import { StateOf } from "./StateOf.tsx";
import { dayAndExactTime } from "./times.ts";

const EVERY_MS = 1_500;

/** One delivery: exactly what is sent, and every attempt at it. */
export const DeliveryPage = (): ReactNode => {
  const id = useIdOfPath();
  const { at } = useOffice();
  const delivery = useQuery({
    queryKey: [...deliveriesKey, "one", id],
    queryFn: () => api.get<FullDelivery>(at(`deliveries/${id}`)),
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? EVERY_MS : false),
    staleTime: 0,
  });
  if (delivery.data) return <Shown delivery={delivery.data} />;
  return (
    <>
      <h1 className="unseen">Delivery</h1>
      {delivery.error ? <Failed error={delivery.error} again={() => void delivery.refetch()} /> : <Loading />}
    </>
  );
};

const Shown = ({ delivery }: { delivery: FullDelivery }): ReactNode => {
  const { at, may, timezone } = useOffice();
  const [replaying, setReplaying] = useState(false);
  const payload = useQuery({
    queryKey: [...deliveriesKey, "payload", delivery.id],
    queryFn: async () => {
      const bytes = await (await api.request("GET", at(`deliveries/${delivery.id}/payload`))).arrayBuffer();
      return { text: new TextDecoder().decode(bytes), bytes: bytes.byteLength };
    },
    staleTime: Infinity,
  });
  const { order_id: order, replay_of: replayOf, webhook_id: webhook, event_id: event } = delivery;
  return (
    <>
      <PageHead
        title={delivery.topic}
        crumbs={[{ title: "Webhook log", to: "/developer/webhook-log" }]}
        beside={<StateOf of={delivery} />}
        says={<span className={parts["mono"]}>POST {delivery.address}</span>}
        actions={
          may("deliveries:write") && (
            <Button leftSection={<RotateCcw size={18} aria-hidden />} onClick={() => setReplaying(true)}>
              Send again
            </Button>
          )
        }
      />
      <div className={parts["stack"]}>
        <Panel title="Delivery">
          <Facts
            of={{
              Delivery: delivery.id,
              "webhook-id": <span className={parts["mono"]}>{delivery.message_id}</span>,
              Event: event ?? "Test event",
              Webhook:
                webhook === null ? (
                  "None: an order’s callback, or sent elsewhere"
                ) : (
                  <GoLink to="/developer/webhook-log" search={{ webhook_id: String(webhook) }}>
                    {webhook}
                  </GoLink>
                ),
              Order: order !== null && (
                <GoLink to="/developer/webhook-log" search={{ order_id: String(order) }}>
                  {order}
                </GoLink>
              ),
              "Sent again from": replayOf !== null && (
                <GoLink to={`/developer/webhook-log/${replayOf}`}>{replayOf}</GoLink>
              ),
              Made: dayAndExactTime(delivery.created_at, timezone),
              Ended: delivery.finished_at !== null && dayAndExactTime(delivery.finished_at, timezone),
            }}
          />
        </Panel>
        <Attempts of={delivery} />
        <Panel title="Body" says="The same bytes with every attempt; they are what is signed.">
          <Loaded of={payload}>
            {({ text, bytes }) => <Body label="Body that is sent" text={text} bytes={bytes} />}
          </Loaded>
        </Panel>
      </div>
      <ReplayDialog what={replaying ? { ids: [delivery.id] } : undefined} onClose={() => setReplaying(false)} />
    </>
  );
};
