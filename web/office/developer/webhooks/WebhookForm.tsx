import {
  Alert,
  Button,
  Checkbox,
  Group,
  MultiSelect,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TextInput,
} from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, saysOf } from "../../../common/api.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { useAddons } from "../parts/data.ts";
import { rememberSecret, useSecret } from "../parts/secrets.ts";
import { TOPICS, type Webhook, attributesOf, webhooksKey } from "./data.ts";
import { HeaderRows } from "./HeaderRows.tsx";
import { type Terms, removeWebhook, saveWebhook, termsOf, wrongOf } from "./webhook-terms.ts";
import styles from "./webhooks.module.css";

/** Makes a webhook, or changes one. It is done as the add-on that it belongs to, so its secret is asked for. */
export const WebhookForm = ({
  webhook,
  onDone,
}: {
  webhook: Webhook | undefined;
  onDone: (id: number | undefined) => void;
}): ReactNode => {
  const { company, sites } = useOffice();
  const client = useQueryClient();
  const addons = (useAddons().data ?? []).filter((one) => one.status === "active" && one.apis.includes("kounta"));
  const own = webhook ? addons.find(({ id }) => id === webhook.addon.id) : addons[0];
  const [typed, setTyped] = useState<Terms>(() => termsOf(webhook, "", ""));
  const clientId = typed.clientId || (own?.client_id ?? "");
  const known = useSecret(clientId);
  const terms: Terms = { ...typed, clientId, secret: typed.secret || (known ?? "") };
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const put = (changes: Partial<Terms>): void => {
    setTyped((before) => ({ ...before, ...changes }));
    setWrong({});
  };
  const attributes = attributesOf(terms.topic);

  const run = async (what: () => Promise<number | undefined>, says: string): Promise<void> => {
    setBusy(true);
    try {
      const id = await what();
      rememberSecret(clientId, terms.secret);
      await client.invalidateQueries({ queryKey: webhooksKey });
      toastGood(says);
      onDone(id);
    } catch (error) {
      setWrong(error instanceof ApiError ? wrongOf(error) : { "": saysOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = {
      ...(terms.address.trim() === "" && { address: "This is needed." }),
      ...(terms.secret === "" && { secret: "This is needed." }),
    };
    if (Object.keys(missing).length > 0) return setWrong(missing);
    void run(() => saveWebhook(company.id, webhook, terms), webhook ? "Saved." : "The webhook was made.");
  };
  return (
    <form onSubmit={submit} noValidate aria-label={webhook ? "Edit webhook" : "Create webhook"}>
      <Stack>
        {wrong[""] !== undefined && (
          <Alert color="red" variant="light" role="alert" title="That did not work">
            {wrong[""]}
          </Alert>
        )}
        <Group grow align="flex-start">
          {addons.length > 0 ? (
            <Select
              label="Add-on"
              data={addons.map((one) => ({ value: one.client_id, label: one.name }))}
              value={clientId}
              disabled={webhook !== undefined}
              allowDeselect={false}
              onChange={(value) => put({ clientId: value ?? "", secret: "" })}
            />
          ) : (
            <TextInput
              label="Client ID"
              value={clientId}
              onChange={(event) => put({ clientId: event.currentTarget.value })}
            />
          )}
          <PasswordInput
            label="Client secret"
            autoComplete="off"
            value={terms.secret}
            error={wrong["secret"]}
            onChange={(event) => put({ secret: event.currentTarget.value.trim() })}
          />
        </Group>
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
              disabled={busy || terms.secret === ""}
              onClick={() =>
                void run(
                  () => removeWebhook(company.id, webhook.id, terms).then(() => undefined),
                  "The webhook was deleted.",
                )
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
