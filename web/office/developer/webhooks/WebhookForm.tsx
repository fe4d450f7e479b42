import { Alert, Button, Checkbox, Group, MultiSelect, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, saysOf } from "../../../common/api.ts";
import { Empty } from "../../../common/components/States.tsx";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { TOPICS, type Webhook, attributesOf, useOwnAddons, webhooksKey } from "./data.ts";
import { HeaderRows } from "./HeaderRows.tsx";
import { type Terms, bodyOf, termsOf, wrongOf } from "./webhook-terms.ts";
import styles from "./webhooks.module.css";

/** Makes a webhook for an add-on of the company, or changes one. */
export const WebhookForm = ({
  webhook,
  onDone,
}: {
  webhook: Webhook | undefined;
  onDone: (id: number | undefined) => void;
}): ReactNode => {
  const { at, sites } = useOffice();
  const client = useQueryClient();
  const addons = useOwnAddons();
  const [chosen, setChosen] = useState<number>();
  const addon = webhook?.addon.id ?? chosen ?? addons[0]?.id;
  const path = `addons/${addon}/webhooks`;
  const [terms, setTerms] = useState<Terms>(() => termsOf(webhook));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const put = (changes: Partial<Terms>): void => {
    setTerms((before) => ({ ...before, ...changes }));
    setWrong({});
  };
  const attributes = attributesOf(terms.topic);

  const run = async (what: () => Promise<number | undefined>, says: string): Promise<void> => {
    setBusy(true);
    try {
      const id = await what();
      await client.invalidateQueries({ queryKey: webhooksKey });
      toastGood(says);
      onDone(id);
    } catch (error) {
      setWrong(error instanceof ApiError ? wrongOf(error) : { "": saysOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const save = async (): Promise<number> => {
    const body = bodyOf(terms, webhook);
    if (!webhook) return (await api.post<Webhook>(at(path), body)).id;
    await api.put(at(`${path}/${webhook.id}`), body);
    return webhook.id;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (terms.address.trim() === "") return setWrong({ address: "This is needed." });
    void run(save, webhook ? "Saved." : "The webhook was made.");
  };
  if (addon === undefined) {
    return (
      <Empty title="There is no add-on yet" action={<GoLink to="/developer/add-ons/new">Create an add-on</GoLink>}>
        A webhook belongs to an add-on that uses the Kounta API. What it is sent is signed with that one&rsquo;s secret.
      </Empty>
    );
  }
  return (
    <form onSubmit={submit} noValidate aria-label={webhook ? "Edit webhook" : "Create webhook"}>
      <Stack>
        {wrong[""] !== undefined && (
          <Alert color="red" variant="light" role="alert" title="That did not work">
            {wrong[""]}
          </Alert>
        )}
        {!webhook && (
          <Select
            label="Add-on"
            description="Each event is signed with its client secret."
            data={addons.map((one) => ({ value: String(one.id), label: one.name }))}
            value={String(addon)}
            allowDeselect={false}
            onChange={(value) => setChosen(Number(value))}
          />
        )}
        <Select
          label="Topic"
          data={TOPICS}
          searchable
          value={terms.topic}
          error={wrong["topic"]}
          allowDeselect={false}
          onChange={(value) => put({ topic: value ?? terms.topic, attributes: [] })}
        />
        <TextInput
          label="Address"
          description="Each event is POSTed there."
          type="url"
          placeholder="https://"
          withAsterisk
          value={terms.address}
          error={wrong["address"]}
          onChange={(event) => put({ address: event.currentTarget.value })}
        />
        <MultiSelect
          label="Sites"
          placeholder={terms.siteIds.length === 0 ? "Every site" : ""}
          data={sites.map((site) => ({ value: String(site.id), label: site.name }))}
          value={[...terms.siteIds]}
          error={wrong["filter"]}
          onChange={(siteIds) => put({ siteIds })}
        />
        {attributes.length > 0 && (
          <Checkbox.Group
            label={terms.topic === "orders/completed" ? "Only orders with" : "Only when one of these changed"}
            value={[...terms.attributes]}
            onChange={(chosen) => put({ attributes: chosen })}
          >
            <Group mt="xs">
              {attributes.map((name) => (
                <Checkbox
                  key={name}
                  value={name}
                  label={name === "customer" ? "a customer" : name.replaceAll("_", " ")}
                />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        <Switch
          label="In order"
          description="Each event waits until the one before was taken."
          checked={terms.ordered}
          onChange={(event) => put({ ordered: event.currentTarget.checked })}
        />
        <fieldset className={styles["fieldset"]}>
          <legend>Headers of its own</legend>
          {terms.headers === undefined ? (
            <div>
              <Button variant="default" onClick={() => put({ headers: [] })}>
                Replace them
              </Button>
            </div>
          ) : (
            <HeaderRows rows={terms.headers} onChange={(headers) => put({ headers })} error={wrong["headers"]} />
          )}
        </fieldset>
        <Group justify="space-between">
          {webhook ? (
            <Button
              variant="subtle"
              color="red"
              disabled={busy}
              onClick={() =>
                void run(() => api.delete<undefined>(at(`${path}/${webhook.id}`)), "The webhook was deleted.")
              }
            >
              Delete
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={busy}>
            {webhook ? "Save" : "Create webhook"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
