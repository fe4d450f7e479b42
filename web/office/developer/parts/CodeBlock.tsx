import { CopyButton, UnstyledButton } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./parts.module.css";

/** So that keys can scroll it. */
const focusable = { tabIndex: 0 };

/** Text for a machine, exactly as it is, with a button that copies it. */
export const CodeBlock = ({
  code,
  label,
  copy = code,
  wrap = true,
  bare = false,
}: {
  code: string;
  /** What it is, for screen readers and in the bar above it: "curl". */
  label: string;
  /** What is copied, where that is more than what is shown. */
  copy?: string;
  wrap?: boolean;
  /** Without a bar: the code alone. */
  bare?: boolean;
}): ReactNode => (
  <figure className={styles["code"]} aria-label={label}>
    {!bare && (
      <figcaption className={styles["codeBar"]}>
        <span>{label}</span>
        <Copied value={copy} what={label} />
      </figcaption>
    )}
    <pre className={styles["pre"]} data-wrap={wrap || undefined} {...focusable}>
      <code>{code}</code>
    </pre>
  </figure>
);

/** A small button that copies a text, and says that it did. */
export const Copied = ({ value, what }: { value: string; what: string }): ReactNode => (
  <CopyButton value={value}>
    {({ copied, copy }) => (
      <UnstyledButton className={styles["copy"]} onClick={copy} aria-label={copied ? `${what} copied` : `Copy ${what}`}>
        {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        <span>{copied ? "Copied" : "Copy"}</span>
      </UnstyledButton>
    )}
  </CopyButton>
);

/** A value on a line of its own, to be copied: a client ID, an address. */
export const CopyLine = ({ label, value }: { label: string; value: string }): ReactNode => (
  <div className={styles["copyLine"]}>
    <dt>{label}</dt>
    <dd>
      <code>{value}</code>
      <Copied value={value} what={label} />
    </dd>
  </div>
);
