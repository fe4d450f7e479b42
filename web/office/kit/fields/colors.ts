/** The words for colors that menus and categories are shown in; `colors.module.css` says how each is drawn. */
export const COLORS = [
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "indigo",
  "purple",
  "pink",
  "brown",
  "gray",
] as const;
