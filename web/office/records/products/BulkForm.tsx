import { Alert, Button, Checkbox, Group, SegmentedControl, Stack, TagsInput, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { saysOf } from "../../../common/api.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { PercentField } from "../../kit/fields/NumberFields.tsx";
import { RecordField, RecordsField } from "../../kit/fields/RecordFields.tsx";
import { useForget } from "../../kit/records-data.ts";
import { type BulkSaid, bulkBody, nothingSaid } from "./bulk-body.ts";

/** What is done to all chosen products alike. What is not ticked stays as it is with each of them. */
export const BulkForm = ({
  ids,
  done,
  cancel,
}: {
  ids: readonly number[];
  done: () => void;
  cancel: () => void;
}): ReactNode => {
  const { at, sites } = useOffice();
  const forget = useForget();
  const [said, setSaid] = useState<BulkSaid>(nothingSaid);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const put = (change: Partial<BulkSaid>): void => {
    setSaid((before) => ({ ...before, ...change }));
    setError(undefined);
  };
  const body = bulkBody(ids, said);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!body) return;
    setBusy(true);
    try {
      const { changed } = await api.post<{ changed: number }>(at("products/bulk"), body);
      await forget("products");
      toastGood(changed === 1 ? "1 product was changed." : `${changed} products were changed.`);
      done();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <form aria-label="Edit together" onSubmit={(event) => void send(event)}>
      <Stack gap="lg">
        <Part label="Categories" on={said.categories !== null} turn={(on) => put({ categories: on ? [] : null })}>
          <RecordsField
            aria-label="Categories"
            field={{ kind: "records", name: "categories", label: "Categories", of: "categories" }}
            value={said.categories}
            onChange={(value) => put({ categories: value as number[] })}
          />
        </Part>
        <Part label="Taxes" on={said.taxes !== null} turn={(on) => put({ taxes: on ? [] : null })}>
          <RecordsField
            aria-label="Taxes"
            field={{ kind: "records", name: "taxes", label: "Taxes", of: "taxes" }}
            value={said.taxes}
            onChange={(value) => put({ taxes: value as number[] })}
          />
        </Part>
        <Part label="Price" on={said.percent !== null} turn={(on) => put({ percent: on ? "" : null })}>
          <PercentField
            aria-label="Percent"
            factor={false}
            orNull={false}
            description="10 makes it ten percent higher, -10 lower. Rounded to cents."
            value={said.percent}
            onChange={(value) => put({ percent: String(value) })}
          />
        </Part>
        <Part label="Tags" on={said.tags !== null} turn={(on) => put({ tags: on ? { add: [], remove: [] } : null })}>
          <Stack gap="xs">
            <TagsInput
              label="Add"
              value={[...(said.tags?.add ?? [])]}
              onChange={(add) => put({ tags: { remove: [], ...said.tags, add } })}
            />
            <TagsInput
              label="Take away"
              value={[...(said.tags?.remove ?? [])]}
              onChange={(remove) => put({ tags: { add: [], ...said.tags, remove } })}
            />
          </Stack>
        </Part>
        <Part
          label="Availability"
          on={said.available !== null}
          turn={(on) => put({ available: on ? { site: sites[0]?.id ?? 0, yes: false } : null })}
        >
          <Stack gap="xs">
            <RecordField
              aria-label="Site"
              field={{ kind: "record", name: "site", label: "Site", of: "sites" }}
              value={said.available?.site}
              onChange={(site) => put({ available: { yes: said.available?.yes ?? false, site: Number(site) } })}
            />
            <Choice
              label="Available"
              yes="Available"
              no="Sold out"
              value={said.available?.yes === true}
              onChange={(yes) => put({ available: { site: said.available?.site ?? 0, yes } })}
            />
          </Stack>
        </Part>
        <Part label="Ordering apps" on={said.online !== null} turn={(on) => put({ online: on ? true : null })}>
          <Choice
            label="Ordering apps"
            yes="Show"
            no="Do not show"
            value={said.online === true}
            onChange={(online) => put({ online })}
          />
        </Part>
        <Part label="Sold" on={said.sold !== null} turn={(on) => put({ sold: on ? true : null })}>
          <Choice
            label="Sold"
            yes="On sale"
            no="Not sold"
            value={said.sold === true}
            onChange={(sold) => put({ sold })}
          />
        </Part>
        {error !== undefined && (
          <Alert color="red" variant="light" role="alert" title="Nothing was changed">
            <Text size="sm" c="var(--mantine-color-text)">
              {saysOf(error)}
            </Text>
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={body === undefined}>
            Change {ids.length === 1 ? "1 product" : `${ids.length} products`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** One thing that may be changed: a tick, and below it what it becomes. */
const Part = ({
  label,
  on,
  turn,
  children,
}: {
  label: string;
  on: boolean;
  turn: (on: boolean) => void;
  children: ReactNode;
}): ReactNode => (
  <div>
    <Checkbox label={label} fw={600} checked={on} onChange={(event) => turn(event.currentTarget.checked)} />
    {on && (
      <div role="group" aria-label={label} style={{ paddingBlockStart: "0.625rem" }}>
        {children}
      </div>
    )}
  </div>
);

const Choice = ({
  label,
  yes,
  no,
  value,
  onChange,
}: {
  label: string;
  yes: string;
  no: string;
  value: boolean;
  onChange: (value: boolean) => void;
}): ReactNode => (
  <SegmentedControl
    aria-label={label}
    fullWidth
    data={[
      { value: "true", label: yes },
      { value: "false", label: no },
    ]}
    value={String(value)}
    onChange={(next) => onChange(next === "true")}
  />
);
