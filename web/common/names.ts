/** "Maeve O'Sullivan" → "MO". */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => [...word][0]!.toLocaleUpperCase())
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join("");
