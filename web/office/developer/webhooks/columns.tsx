import type { Column } from "../../kit/table.ts";
import { StatusCode } from "../parts/badges.tsx";
import parts from "../parts/parts.module.css";
import { type Delivery, hostOf } from "./data.ts";
import { StateOf } from "./StateOf.tsx";
import { dayAndExactTime } from "./times.ts";

/** The columns of the webhook log. */
export const deliveryColumns = (timezone: string): readonly Column<Delivery>[] => [
  {
    key: "topic",
    title: "Topic",
    cell: ({ topic, event_id: event, replay_of: replayOf }) => (
      <>
        {topic}
        {(event === null || replayOf !== null) && (
          <span className={parts["sub"]}>{event === null ? "Test event" : `Sent again, as ${replayOf} was`}</span>
        )}
      </>
    ),
  },
  {
    key: "address",
    title: "Receiver",
    cell: ({ address }) => <span className={parts["mono"]}>{hostOf(address)}</span>,
  },
  { key: "order", title: "Order", width: "6rem", align: "end", wide: true, cell: ({ order_id: id }) => id ?? "–" },
  {
    key: "state",
    title: "State",
    width: "10rem",
    card: "end",
    cell: (delivery) => <StateOf of={delivery} />,
  },
  {
    key: "answer",
    title: "Answer",
    width: "8rem",
    cell: ({ last_status: status, attempt_count: attempts }) => (attempts === 0 ? "–" : <StatusCode status={status} />),
  },
  { key: "attempts", title: "Attempts", width: "6rem", align: "end", cell: ({ attempt_count: count }) => count },
  {
    key: "at",
    title: "Made",
    width: "12rem",
    align: "end",
    cell: ({ created_at: at }) => dayAndExactTime(at, timezone),
  },
];
