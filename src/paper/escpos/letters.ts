import { clustersOf, cleanText } from "../text-runs.ts";
import { isPrintable } from "./code-page.ts";

/** Turns any text into characters that a kind of tape has. Line breaks stay; other controls are left out. */
export type Letters = (text: string) => string;

/** Everything that Unicode has: for tapes that are read on a screen. */
export const anyLetters: Letters = (text) => cleanText(text).replaceAll("\u00a0", " ");

/**
 * What receipt printers have in their code pages. Other letters become the closest ones in ASCII; what has none becomes
 * one "?" for each character that a reader sees, so that nobody takes half a note for the whole.
 */
export const printerLetters: Letters = (text) => {
  const clean = cleanText(text);
  if (/^[\x20-\x7e\n]*$/.test(clean)) return clean;
  return clustersOf(clean)
    .map((cluster) => (cluster === "\n" || isPrintable(cluster) ? cluster : (closest(cluster) ?? "?")))
    .join("");
};

/** The closest printable text to a cluster; undefined when some part of it has none. */
const closest = (cluster: string): string | undefined => {
  let text = "";
  for (const char of cluster) {
    const own = spelled(char);
    if (own !== undefined) {
      text += own;
      continue;
    }
    for (const part of char.normalize("NFKD")) {
      const spelledPart = /\p{M}|\p{Default_Ignorable_Code_Point}/u.test(part) ? "" : spelled(part);
      if (spelledPart === undefined) return undefined;
      text += spelledPart;
    }
  }
  return text;
};

const spelled = (char: string): string | undefined => {
  if (isPrintable(char)) return char;
  const known = spellings.get(char);
  if (known !== undefined) return known;
  const lower = spellings.get(char.toLowerCase());
  return lower === undefined ? undefined : lower.charAt(0).toUpperCase() + lower.slice(1);
};

/** Pairs of a character and its spelling, with "_" for none. Capitals follow the small letters. */
const spellings: ReadonlyMap<string, string> = new Map(
  [
    "‘' ’' ‚' ‛' ′' “\" ”\" „\" ‟\" ″\" ‹< ›> –- —- ‐- ‑- ‒- ―- −- …... •· ‣· ⁄/ ∕/ ™TM",
    "łl đd ħh ıi ŋng ŧt œoe ẞSS ĸk ſs ƒf ₹Rs ₩W ₫d ฿B ₺TL ₽R ₱P ₦N ₴UAH ₪NIS →-> ←<- ✓v ✔v ✗x ✘x ★* ☆*",
    "аa бb вv гg дd еe ёyo жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ_ ыy ь_ эe юyu яya",
    "іi їyi єye ґg ўu ђdj јj љlj њnj ћc џdz ѓg ќk ѕdz",
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υu φf χch ψps ωo",
  ].flatMap((row) =>
    row.split(" ").map((pair): [string, string] => {
      const [char = "", ...rest] = pair;
      return [char, rest.join("").replace("_", "")];
    }),
  ),
);
