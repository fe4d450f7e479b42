import { Button, NumberInput, Select } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { toastBad } from "../../../common/toast.ts";
import { Panel } from "../parts/Panel.tsx";
import type { Say } from "./player.ts";
import styles from "./sandbox.module.css";
import { type Product, type Venue, useChange } from "./useVenue.ts";

/** What is short at the site: items that ran out, and items that are counted down. */
export const Items = ({ site, venue, say }: { site: number; venue: Venue; say: Say }): ReactNode => {
  const [chosen, setChosen] = useState<string | null>(null);
  const [left, setLeft] = useState<string | number>(3);
  const change = useChange();
  const put = ({ id, name }: Product, count: number | null): void => {
    const says =
      count === null ? `${name} is there again.` : count === 0 ? `${name} ran out.` : `${count} of ${name} are left.`;
    change.mutate(
      { path: `sites/${site}/products/${id}/availability`, body: { count } },
      { onSuccess: () => say(says), onError: (error) => toastBad(error) },
    );
  };
  const product = venue.products.find(({ id }) => String(id) === chosen);
  const short = venue.products.filter((one) => !one.available || one.left !== null);
  return (
    <Panel title="Items" says="Let an item run out, or count it down.">
      <Select
        label="Item"
        placeholder="Choose"
        data={venue.products.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chosen}
        searchable
        clearable
        clearButtonProps={{ "aria-label": "Choose no item" }}
        limit={100}
        nothingFoundMessage="Nothing is called that"
        onChange={setChosen}
      />
      <div className={styles["row"]}>
        <NumberInput
          aria-label="How many are left"
          className={styles["count"] ?? ""}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          allowNegative={false}
          value={left}
          onChange={setLeft}
        />
        <Button
          variant="default"
          disabled={product === undefined || typeof left !== "number" || left < 1 || change.isPending}
          onClick={() => product && typeof left === "number" && put(product, left)}
        >
          Are left
        </Button>
        <Button
          variant="default"
          disabled={product === undefined || change.isPending}
          onClick={() => product && put(product, 0)}
        >
          Ran out
        </Button>
      </div>
      {short.length > 0 && (
        <ul className={styles["short"]} aria-label="What is short">
          {short.map((one) => (
            <li key={one.id}>
              <span>
                {one.name}
                <span className={styles["quiet"]}>
                  {one.left !== null && one.left > 0 ? ` ${one.left} left` : " none left"}
                </span>
              </span>
              <Button
                variant="subtle"
                aria-label={`${one.name} is there again`}
                disabled={change.isPending}
                onClick={() => put(one, null)}
              >
                There again
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
