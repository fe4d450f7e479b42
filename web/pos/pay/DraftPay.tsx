import { Button } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Wallet } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Empty, Loading } from "../../common/components/States.tsx";
import { toastBad } from "../../common/toast.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { Draft, Tender } from "../data/draft.ts";
import { sendDraft } from "../data/draft-send.ts";
import { useDraft } from "../data/drafts.ts";
import type { Snapshot } from "../data/snapshot.ts";
import { sentKey } from "../data/sync.ts";
import { coveredBy, covers } from "../data/tenders.ts";
import { totalsOf } from "../data/totals.ts";
import { Done } from "./Done.tsx";
import { PayScreen } from "./PayScreen.tsx";
import type { Bill } from "./bill.ts";

type Paid = Readonly<{ key: string; change: number }>;

/** What a draft is to be paid. What the order as a whole puts on or takes off is shared over its lines. */
const billOf = (draft: Draft, snapshot: Snapshot): Bill => {
  const totals = totalsOf(draft, snapshot);
  const tenders = draft.tenders ?? [];
  const factor = totals.subtotal === 0 ? 1 : totals.total / totals.subtotal;
  const byKey = new Map(totals.lines.map(({ key, total }) => [key, total]));
  return {
    title: draft.table === null ? (draft.customer?.name ?? "New order") : `Table ${draft.table}`,
    about: [draft.orderType, "not sent yet"].filter(Boolean).join(" · "),
    payable: totals.payable,
    remaining: totals.payable - coveredBy(tenders),
    tipService: totals.tipService,
    lines: draft.lines.map(({ key, name, quantity }) => ({
      key,
      name,
      quantity,
      total: Math.round((byKey.get(key) ?? 0) * factor),
    })),
    guests: draft.guests,
    customer: draft.customer?.name ?? null,
    tendered: tenders.map((tender, at) => ({
      key: String(at),
      name: tender.name,
      amount: covers(tender),
      tip: tender.tip,
      ref: tender.ref,
      state: "here",
    })),
  };
};

/** Money for the order that is being taken: it goes out with the order, in one request, once all of it is there. */
export const DraftPay = (): ReactNode => {
  const register = useRegister();
  const { draft, ready, change } = useDraft();
  const [paid, setPaid] = useState<Paid | null>(null);
  const busy = useRef(false);
  if (paid) return <Sent paid={paid} />;
  if (!ready) return <Loading />;
  if (draft.lines.length === 0 && !draft.tenders?.length) {
    return (
      <div className={page["page"]}>
        <h1 className="unseen">Pay</h1>
        <Empty
          icon={<Wallet size={40} />}
          title="There is nothing to pay"
          action={
            <Button component={Link} to="/">
              To the menu
            </Button>
          }
        >
          Put something on an order first.
        </Empty>
      </div>
    );
  }
  const bill = billOf(draft, register.snapshot);

  const finish = async (all: Draft, given: number): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await sendDraft(register, all, { status: "PENDING" });
      setPaid({ key: all.key, change: given });
    } catch (error) {
      toastBad(error);
    } finally {
      busy.current = false;
    }
  };
  const take = async (tender: Tender): Promise<void> => {
    const tenders = [...(draft.tenders ?? []), tender];
    const all = { ...draft, tenders };
    if (bill.remaining > covers(tender)) change((now) => ({ ...now, tenders }));
    else await finish(all, changeOf(tender));
  };
  return (
    <PayScreen
      bill={bill}
      take={take}
      finish={() => finish(draft, 0)}
      back={{ to: "/" }}
      giveBack={(key) =>
        change((now) => ({ ...now, tenders: (now.tenders ?? []).filter((_, at) => String(at) !== key) }))
      }
    />
  );
};

export const changeOf = ({ given, amount, tip }: Tender): number => Math.max(0, (given ?? 0) - amount - tip);

/** The order was written down to be sent; its number is known once the server has it. */
const Sent = ({ paid }: { paid: Paid }): ReactNode => {
  const { pending } = useRegister();
  const { data: orderId } = useQuery<number | null>({ queryKey: sentKey(paid.key), queryFn: skipToken });
  const item = pending.find(({ key }) => key === paid.key);
  return (
    <Done change={paid.change} orderId={orderId ?? null} waits={item !== undefined} refused={item?.refused ?? null} />
  );
};
