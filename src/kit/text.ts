/** Luhn's check digit, as payment cards have it. */
export const luhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
};

/** Whether a text seems to hold a payment card's number, which must never be stored (15 or 16 digits that check out). */
export const holdsCardNumber = (text: string): boolean =>
  (text.match(/(?<!\d)[3-6](?:[ -]?\d){14,15}(?!\d)/g) ?? []).some((found) => luhn(found.replace(/\D/g, "")));

const PLAIN = /^[ -~]*$/;

/** A text as searches compare it: without case, accents or control characters. */
export const folded = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .replaceAll(/\p{M}/gu, "")
        .replaceAll(/\p{Cc}/gu, " ")
        .toLowerCase();
