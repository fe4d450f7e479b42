import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { digitsOf } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import type { Draft } from "../data/draft.ts";
import { VariationFields } from "./Variation.tsx";
import type { Facts } from "./facts.ts";
import { withPriceList } from "./lines.ts";
import { useSale } from "./sale.ts";
import sheet from "./Sheet.module.css";

/** What can be said about an order in a dialog of its own. */
export type Fact = "guests" | "type" | "note" | "variation" | "tip" | "prices";

const TITLES: Readonly<Record<Fact, string>> = {
  guests: "Guests",
  type: "Order type",
  note: "Note on the order",
  variation: "Discount or surcharge",
  tip: "Tip and service",
  prices: "Price list",
};

export const FactDialog = ({ fact, close }: { fact: Fact | null; close: () => void }): ReactNode => (
  <Modal opened={fact !== null} onClose={close} title={fact ? TITLES[fact] : ""}>
    {fact && <Inside key={fact} fact={fact} close={close} />}
  </Modal>
);

type Props = Readonly<{ draft: Draft; set: (change: Partial<Draft>) => void; close: () => void }>;

/** What an order that the server has can be said of as well. */
type FactProps = Readonly<{ facts: Facts; say: (change: Partial<Facts>) => void; close: () => void }>;

const Inside = ({ fact, close }: { fact: Fact; close: () => void }): ReactNode => {
  const { drafts, said } = useSale();
  const facts: FactProps = { facts: said.facts, say: said.say, close };
  const props: Props = {
    draft: drafts.draft,
    set: (change) => drafts.change((now) => ({ ...now, ...change })),
    close,
  };
  switch (fact) {
    case "guests":
      return <Guests {...facts} />;
    case "type":
      return <OrderType {...facts} />;
    case "note":
      return <Note {...facts} />;
    case "variation":
      return (
        <Stack>
          <VariationFields onTop value={props.draft.variation} change={(variation) => props.set({ variation })} />
          <Button onClick={close}>Done</Button>
        </Stack>
      );
    case "tip":
      return <Tip {...props} />;
    case "prices":
      return <Prices {...props} />;
  }
};

const QUICK_GUESTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

const Guests = ({ facts, say, close }: FactProps): ReactNode => {
  const [guests, setGuests] = useState<number | string>(facts.guests ?? "");
  const take = (value: number | null): void => {
    say({ guests: value });
    close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take(guests === "" ? null : Number(guests));
      }}
    >
      <Stack>
        <div className={sheet["chips"]}>
          {QUICK_GUESTS.map((count) => (
            <button
              key={count}
              type="button"
              className={sheet["chip"]}
              aria-pressed={facts.guests === count}
              onClick={() => take(count)}
            >
              {count}
            </button>
          ))}
        </div>
        <NumberInput
          label="Another number"
          hideControls
          min={0}
          max={9_999}
          allowDecimal={false}
          allowNegative={false}
          value={guests}
          onChange={setGuests}
        />
        <Button type="submit">Done</Button>
      </Stack>
    </form>
  );
};

const OrderType = ({ facts, say, close }: FactProps): ReactNode => {
  const { order_types: types } = useRegister().snapshot;
  return (
    <div className={sheet["chips"]} role="group" aria-label="Order type">
      {[null, ...types].map((type) => (
        <button
          key={type ?? ""}
          type="button"
          className={sheet["chip"]}
          aria-pressed={facts.orderType === type}
          onClick={() => {
            say({ orderType: type });
            close();
          }}
        >
          {type ?? "None"}
        </button>
      ))}
    </div>
  );
};

const Note = ({ facts, say, close }: FactProps): ReactNode => {
  const [note, setNote] = useState(facts.notes ?? "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        say({ notes: note.trim() || null });
        close();
      }}
    >
      <Stack>
        <Textarea
          label="Stands on every docket and on the receipt"
          data-autofocus
          minRows={3}
          autosize
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit">Done</Button>
      </Stack>
    </form>
  );
};

const TIPS = [5, 10, 12.5, 15] as const;

const Tip = ({ draft: { tipService }, set, close }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const [kind, setKind] = useState<"percent" | "amount">(tipService?.kind ?? "percent");
  const say = (value: number | string): void =>
    set({ tipService: value === "" || !(Number(value) > 0) ? null : { kind, value: Number(value) } });
  return (
    <Stack>
      <div className={sheet["chips"]} role="group" aria-label="Percent">
        {TIPS.map((percent) => (
          <button
            key={percent}
            type="button"
            className={sheet["chip"]}
            aria-pressed={tipService?.kind === "percent" && tipService.value === percent}
            onClick={() => {
              setKind("percent");
              set({ tipService: { kind: "percent", value: percent } });
            }}
          >
            {percent} %
          </button>
        ))}
      </div>
      <Group wrap="nowrap">
        <SegmentedControl
          aria-label="By percentage or amount"
          data={[
            { value: "percent", label: "%" },
            { value: "amount", label: currency },
          ]}
          value={kind}
          onChange={(next) => {
            setKind(next === "amount" ? "amount" : "percent");
            set({ tipService: null });
          }}
        />
        <NumberInput
          className={sheet["grow"]}
          aria-label="Tip and service"
          hideControls
          min={0}
          allowNegative={false}
          decimalScale={kind === "percent" ? 2 : digitsOf(currency)}
          value={tipService?.kind === kind ? tipService.value : ""}
          onChange={say}
        />
      </Group>
      <Group grow>
        <Button
          variant="default"
          onClick={() => {
            set({ tipService: null });
            close();
          }}
        >
          None
        </Button>
        <Button onClick={close}>Done</Button>
      </Group>
    </Stack>
  );
};

const Prices = ({ draft, close }: Props): ReactNode => {
  const { snapshot } = useRegister();
  const { drafts } = useSale();
  const own = (snapshot.site as { price_list_id?: number }).price_list_id;
  const others = snapshot.price_lists.filter(({ id }) => id !== own);
  return (
    <div className={sheet["chips"]} role="group" aria-label="Price list">
      {[null, ...others].map((list) => (
        <button
          key={list?.id ?? 0}
          type="button"
          className={sheet["chip"]}
          aria-pressed={draft.priceListId === (list?.id ?? null)}
          onClick={() => {
            drafts.change((now) => withPriceList(now, list?.id ?? null, snapshot));
            close();
          }}
        >
          {list?.name ?? "This site's prices"}
        </button>
      ))}
    </div>
  );
};
