/** By what a report adds sales up, as the server calls it and as people do. */
export const GROUPS = [
  { value: "day", label: "Day" },
  { value: "hour", label: "Hour" },
  { value: "product", label: "Product" },
  { value: "category", label: "Category" },
  { value: "staff", label: "Staff member" },
  { value: "tender", label: "Way of paying" },
  { value: "site", label: "Site" },
  { value: "tax", label: "Tax" },
] as const;
export type Group = (typeof GROUPS)[number];

export const groupOf = (text: string | undefined): Group => GROUPS.find(({ value }) => value === text) ?? GROUPS[0];
