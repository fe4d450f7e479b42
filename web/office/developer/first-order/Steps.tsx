import { Anchor, Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Check, ExternalLink } from "lucide-react";
import { type ReactNode, useState } from "react";
import { money } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { CodeBlock } from "../parts/CodeBlock.tsx";
import { useSecret } from "../parts/secrets.ts";
import type { LoggedRequest } from "../requests/data.ts";
import { codeOf } from "./code.ts";
import styles from "./first-order.module.css";
import { Outcome } from "./Outcome.tsx";
import { newPkce } from "./pkce.ts";
import { type Chosen, type Language, type Step, stepsOf } from "./steps.ts";
import { triesOf, useArrived, useAsked } from "./watch.ts";

type Given = Omit<Chosen, "secret" | "run" | "pkce" | "code" | "token">;

/** The steps, each with its code and with what this page saw of it. */
export const Steps = ({ language, since, ...given }: Given & { language: Language; since: number }): ReactNode => {
  const { company } = useOffice();
  const secret = useSecret(given.addon.client_id);
  const [run, setRun] = useState(newRun);
  const [code, setCode] = useState("");
  const [token, setToken] = useState("");
  const pkce = useQuery({ queryKey: ["pkce", run], queryFn: newPkce, staleTime: Infinity }).data ?? undefined;
  const asked = useAsked(given.addon.id, since);
  const arrived = useArrived(given.addon.id);
  const steps = stepsOf({ ...given, secret, run, pkce, code, token });
  return (
    <>
      <ol className={styles["steps"]}>
        {steps.map((step, index) => (
          <One
            key={step.id}
            step={step}
            number={index + 1}
            tries={triesOf(step, asked)}
            code={step.request && codeOf(language, given.base, step.request)}
            language={language}
            arrived={step.places === true && arrived !== undefined}
          >
            {step.id === "consent" && (
              <TextInput
                label="Code of the address"
                description="Paste it, or the whole address that you were sent to."
                spellCheck={false}
                autoComplete="off"
                value={code}
                onChange={(event) => setCode(codeIn(event.currentTarget.value.trim()))}
              />
            )}
            {step.id === "keep" && (
              <TextInput
                label="Access token of the answer"
                description="Paste it to have it in the line above."
                spellCheck={false}
                autoComplete="off"
                value={token}
                onChange={(event) => setToken(event.currentTarget.value.trim())}
              />
            )}
          </One>
        ))}
      </ol>
      <section className={styles["arrival"]} aria-label="Your order" data-here={arrived !== undefined || undefined}>
        {arrived ? (
          <>
            <Check size={28} aria-hidden />
            <div role="status">
              <h2>Your order is at the venue</h2>
              <p>
                {arrived.sale_number}, {money(arrived.total, company.currency)}, {arrived.status.toLowerCase()}. Its id
                is {arrived.id}.
              </p>
            </div>
            <Button variant="default" onClick={() => setRun(newRun())}>
              Another one
            </Button>
          </>
        ) : (
          <>
            <span className={styles["waiting"]} aria-hidden />
            <div role="status">
              <h2>Waiting for your order</h2>
              <p>It appears here within a second of being placed.</p>
            </div>
          </>
        )}
      </section>
    </>
  );
};

const newRun = (): string => crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);

/** The code alone, from a whole address as well. */
const codeIn = (text: string): string => (URL.canParse(text) ? (new URL(text).searchParams.get("code") ?? text) : text);

const LABELS = { curl: "curl", javascript: "JavaScript", python: "Python" } as const;

const One = ({
  step,
  number,
  tries,
  code,
  language,
  arrived,
  children,
}: {
  step: Step;
  number: number;
  tries: readonly LoggedRequest[];
  code: string | undefined;
  language: Language;
  arrived: boolean;
  children: ReactNode;
}): ReactNode => {
  const done = arrived || tries.some(({ status }) => status < 400);
  return (
    <li className={styles["step"]} data-done={done || undefined}>
      <span className={styles["number"]} aria-hidden>
        {done ? <Check size={18} /> : number}
      </span>
      <div className={styles["inside"]}>
        <h2>
          {step.title}
          {done && <span className="unseen">, done</span>}
        </h2>
        <p className={styles["says"]}>{step.says}</p>
        {step.shell && <CodeBlock label={`${step.title}: shell`} code={step.shell.shown} copy={step.shell.copy} />}
        {step.link !== undefined && (
          <div className={styles["link"]}>
            <Button
              component="a"
              href={step.link}
              target="_blank"
              rel="noreferrer"
              variant="default"
              rightSection={<ExternalLink size={18} aria-hidden />}
            >
              Open the sign-in
            </Button>
            <Anchor href={step.link} target="_blank" rel="noreferrer" className={styles["address"] ?? ""}>
              {step.link}
            </Anchor>
          </div>
        )}
        {code !== undefined && <CodeBlock label={`${step.title}: ${LABELS[language]}`} code={code} />}
        {children}
        {step.request && <Outcome tries={tries} />}
      </div>
    </li>
  );
};
