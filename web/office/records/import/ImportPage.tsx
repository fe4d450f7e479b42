import { Alert, Button, Group, Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../../common/api.ts";
import { Failed } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import form from "../../kit/Form.module.css";
import { PageHead } from "../../kit/PageHead.tsx";
import { useForget } from "../../kit/records-data.ts";
import { useGo } from "../../kit/useGo.ts";
import { ChooseTable } from "./ChooseTable.tsx";
import { type ImportPlan, type TableError, planIn, tableErrorOf } from "./import.ts";
import { PlanView } from "./PlanView.tsx";

/** A table is chosen, what it would do is looked at, and then it is done: all of it or nothing. */
type Step =
  | Readonly<{ at: "choose"; wrong?: TableError }>
  | Readonly<{ at: "look"; plan: ImportPlan }>
  | Readonly<{ at: "done"; plan: ImportPlan }>;

/** A large table takes the server a few seconds. */
const ANSWER_WITHIN_MS = 120_000;

export const ImportPage = (): ReactNode => {
  const { at } = useOffice();
  const go = useGo();
  const forget = useForget();
  const [csv, setCsv] = useState("");
  const [makeCategories, setMakeCategories] = useState(false);
  const [step, setStep] = useState<Step>({ at: "choose" });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const send = async (preview: boolean, text: string, create: boolean): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await api.post<ImportPlan>(
        at("products/import"),
        { csv: text },
        {
          query: { preview, create_categories: create },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        },
      );
      if (!preview) await forget("products", "categories");
      setStep({ at: preview ? "look" : "done", plan: answer });
    } catch (problem) {
      const plan = problem instanceof ApiError ? planIn(problem) : undefined;
      if (plan) setStep({ at: "look", plan });
      else if (problem instanceof ApiError && problem.field === "csv") {
        setStep({ at: "choose", wrong: tableErrorOf(problem) });
      } else setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={form["page"]}>
      <PageHead
        title="Import products"
        says="From a spreadsheet that was saved as CSV. Nothing is changed before you have seen what it does."
        crumbs={[{ title: "Products", to: "/products" }]}
      />
      {error !== undefined && <Failed error={error} />}
      {step.at === "choose" && (
        <ChooseTable
          csv={csv}
          wrong={step.wrong}
          busy={busy}
          onChange={(text) => {
            setCsv(text);
            setStep({ at: "choose" });
          }}
          look={(text) => void send(true, text, makeCategories)}
        />
      )}
      {step.at === "look" && (
        <PlanView
          plan={step.plan}
          busy={busy}
          makeCategories={makeCategories}
          onMakeCategories={(make) => {
            setMakeCategories(make);
            void send(true, csv, make);
          }}
          back={() => setStep({ at: "choose" })}
          save={() => void send(false, csv, makeCategories)}
        />
      )}
      {step.at === "done" && (
        <Done plan={step.plan} again={() => setStep({ at: "choose" })} go={() => void go("/products")} />
      )}
    </div>
  );
};

const Done = ({ plan, again, go }: { plan: ImportPlan; again: () => void; go: () => void }): ReactNode => {
  const { create, update, same } = plan.counts;
  return (
    <Alert
      color="green"
      variant="light"
      role="status"
      icon={<CircleCheck size={20} aria-hidden />}
      title="The table was imported"
      maw="40rem"
    >
      <Text c="var(--mantine-color-text)">
        {create} added, {update} changed, {same} as they were.
      </Text>
      <Group mt="md">
        <Button onClick={go}>See the products</Button>
        <Button variant="default" onClick={again}>
          Import another table
        </Button>
      </Group>
    </Alert>
  );
};
