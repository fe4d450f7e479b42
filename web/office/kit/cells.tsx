import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import { money } from "../../common/format.ts";

/** Cells that several tables have. */

/** Stands where there is nothing. */
export const NOTHING = "–";

export const textCell = (value: unknown): string => (typeof value === "string" && value !== "" ? value : NOTHING);

/** An amount of the wire, text or number, in the company's currency. */
export const moneyCell = (amount: unknown, currency: string): string =>
  typeof amount === "number" || (typeof amount === "string" && amount !== "")
    ? money(Number(amount), currency)
    : NOTHING;

/** A state in one word, in the color of what it means. */
export const StateBadge = ({
  tone,
  children,
}: {
  tone: "good" | "warn" | "bad" | "plain";
  children: ReactNode;
}): ReactNode => (
  <Badge
    variant="light"
    radius="sm"
    tt="none"
    fw={550}
    size="lg"
    styles={{
      root: {
        background: tone === "plain" ? "var(--sunken)" : `var(--${tone}-soft)`,
        color: tone === "plain" ? "var(--mantine-color-dimmed)" : `var(--${tone})`,
      },
    }}
  >
    {children}
  </Badge>
);

/** Whether something is in use. */
export const activeCell = (active: unknown): ReactNode =>
  active === true ? <StateBadge tone="good">Active</StateBadge> : <StateBadge tone="plain">Off</StateBadge>;
