import { Button, NumberInput } from "@mantine/core";
import { ShoppingBag } from "lucide-react";
import { type ReactNode, useState } from "react";
import { newKey, saysOf } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { Panel } from "../parts/Panel.tsx";
import type { Say } from "./player.ts";
import styles from "./sandbox.module.css";
import type { Product, Venue } from "./useVenue.ts";

const AT_ONCE_MAX = 50;

/** What can be ordered as it is: nothing to be chosen or typed in with it. */
const plain = ({ available, is_modifier: isModifier, open_price: open, option_set_ids: sets }: Product): boolean =>
  available && !isModifier && !open && sets.length === 0;

const someOf = (products: readonly Product[]) =>
  Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => ({
    product_id: products[Math.floor(Math.random() * products.length)]!.id,
    quantity: 1 + Math.floor(Math.random() * 2),
  }));

/** Customers, several at once: orders that wait for the venue's yes or no. */
export const SampleOrders = ({ site, venue, say }: { site: number; venue: Venue; say: Say }): ReactNode => {
  const { at } = useOffice();
  const [count, setCount] = useState<string | number>(5);
  const [busy, setBusy] = useState(false);
  const products = venue.products.filter(plain);
  const send = async (): Promise<void> => {
    setBusy(true);
    let made = 0;
    try {
      for (; made < Number(count); made += 1) {
        const body = { site_id: site, status: "SUBMITTED", notes: "Sample order", lines: someOf(products) };
        await api.create(at("orders"), body, { key: newKey() });
      }
    } catch (error) {
      say(saysOf(error), "bad");
    } finally {
      setBusy(false);
      if (made > 0) say(made === 1 ? "1 sample order came in." : `${made} sample orders came in.`);
    }
  };
  return (
    <Panel title="Customers" says="Sample orders of one to three items, sent in as if from an app.">
      <div className={styles["row"]}>
        <NumberInput
          aria-label="How many sample orders"
          className={styles["count"] ?? ""}
          min={1}
          max={AT_ONCE_MAX}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={count}
          onChange={setCount}
        />
        <Button
          variant="default"
          leftSection={<ShoppingBag size={18} aria-hidden />}
          loading={busy}
          disabled={products.length === 0 || typeof count !== "number" || count < 1}
          onClick={() => void send()}
        >
          Send them in
        </Button>
      </div>
    </Panel>
  );
};
