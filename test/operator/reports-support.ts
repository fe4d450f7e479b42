import type { TestServery } from "../support/servery.ts";
import { menu } from "../domain/menu.ts";
import { as } from "./support.ts";

/** A venue whose clock the test holds, and what it sells at which moment. */

/** How clocks at the demo's first site stand on these days. */
export const at = (text: string): number => Date.parse(`${text}+10:00`);

/** Everything before the first test happens here. */
export const BEGIN = at("2026-05-01T09:00:00");

export const setClock = ({ clock }: TestServery, text: string): void => {
  clock.now = () => at(text);
};

type Facts = Readonly<Record<string, unknown>>;

/** Sells so many portions of chips (10.00 each) at a moment, paid in cash. Answers the order. */
export const sell = async (servery: TestServery, when: string, portions: number, facts: Facts = {}) => {
  setClock(servery, when);
  return servery.order({
    status: "COMPLETE",
    lines: [{ product_id: menu.chips, quantity: portions }],
    payments: [{ method_id: 1, amount: portions * 10 }],
    ...facts,
  });
};

/** The business day of the first site begins then. */
export const startDaysAt = async (servery: TestServery, time: string): Promise<void> => {
  const manager = await as(servery, "manager");
  const body = { day_start: time };
  const { status, text } = await manager("sites/823/ordering", { method: "PUT", body });
  if (status !== 200) throw new Error(`no start of days: ${status} ${text}`);
};
