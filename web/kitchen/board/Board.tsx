import { ActionIcon, Text } from "@mantine/core";
import { ChefHat, ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Empty } from "../../common/components/States.tsx";
import { useNow } from "../../common/sound.ts";
import type { Settings } from "../data/settings.ts";
import type { Ticket } from "../data/ticket.ts";
import { TicketCard } from "./TicketCard.tsx";
import styles from "./Board.module.css";

const DIGITS = "1234567890";
const AGES_EVERY_MS = 10_000;

type Props = Readonly<{ tickets: readonly Ticket[]; chosen: string | null; settings: Settings; stations: number }>;

/** How many tickets lie beyond either edge of what is seen. */
const useHidden = () => {
  const board = useRef<HTMLOListElement>(null);
  const [hidden, setHidden] = useState({ before: 0, after: 0 });
  useEffect(() => {
    const list = board.current;
    if (!list) return;
    const count = (): void => {
      const { left, right } = list.getBoundingClientRect();
      let before = 0;
      let after = 0;
      for (const child of list.children) {
        const box = child.getBoundingClientRect();
        if (box.right <= left + 1) before += 1;
        else if (box.left >= right - 1) after += 1;
      }
      setHidden((now) => (now.before === before && now.after === after ? now : { before, after }));
    };
    count();
    const seen = new ResizeObserver(count);
    seen.observe(list);
    const changed = new MutationObserver(count);
    changed.observe(list, { childList: true, subtree: true });
    list.addEventListener("scroll", count, { passive: true });
    return () => {
      seen.disconnect();
      changed.disconnect();
      list.removeEventListener("scroll", count);
    };
  }, []);
  const turn = (pages: number): void => board.current?.scrollBy({ left: pages * board.current.clientWidth });
  return { board, hidden, turn };
};

/** All open tickets, the oldest first, in columns that fill from the left. */
export const Board = (props: Props): ReactNode =>
  props.tickets.length > 0 ? (
    <Columns {...props} />
  ) : (
    <div className={styles["empty"]}>
      <Empty icon={<ChefHat size={56} strokeWidth={1.25} />} title="Nothing to make">
        New orders appear here by themselves.
      </Empty>
    </div>
  );

const Columns = ({ tickets, chosen, settings, stations }: Props): ReactNode => {
  const now = useNow(AGES_EVERY_MS);
  const { board, hidden, turn } = useHidden();
  useEffect(() => {
    if (chosen === null) return;
    document
      .querySelector(`[data-ticket="${CSS.escape(chosen)}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <div className={styles["frame"]}>
      <ol className={styles["board"]} ref={board} aria-label="Open tickets">
        {tickets.map((ticket, index) => (
          <TicketCard
            key={ticket.id}
            ticket={ticket}
            digit={DIGITS[index] ?? null}
            chosen={ticket.id === chosen}
            now={Math.max(now, Date.parse(ticket.began_at))}
            settings={settings}
            withStation={stations > 1}
          />
        ))}
      </ol>
      {(hidden.before > 0 || hidden.after > 0) && (
        <div className={styles["turn"]} role="group" aria-label="More tickets">
          <ActionIcon
            variant="default"
            aria-label="Earlier tickets"
            disabled={hidden.before === 0}
            onClick={() => turn(-1)}
          >
            <ChevronLeft aria-hidden />
          </ActionIcon>
          <Text fw={600} className="numbers">
            {hidden.after > 0 ? `${hidden.after} more` : "The last"}
          </Text>
          <ActionIcon
            variant="default"
            aria-label="Later tickets"
            disabled={hidden.after === 0}
            onClick={() => turn(1)}
          >
            <ChevronRight aria-hidden />
          </ActionIcon>
        </div>
      )}
    </div>
  );
};
