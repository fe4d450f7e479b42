/** What stands on a till roll as a list from top to bottom, the same for a printer, plain text and PDF. */
export type RollPart =
  | Readonly<{ kind: "centered"; text: string; tone: "name" | "title" | "plain" }>
  | Readonly<{ kind: "text"; text: string; depth: number }>
  /** A label on the left and an amount, or something like one, on the right. */
  | Readonly<{ kind: "pair"; label: string; right: string; tone: "item" | "plain" | "sum" | "total"; depth: number }>
  | Readonly<{ kind: "rule" }>
  | Readonly<{ kind: "sale_id"; id: string }>;
