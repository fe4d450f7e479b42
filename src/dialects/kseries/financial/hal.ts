import { z } from "zod";

/** A list in the form of HAL: the rows under a name of their own, and the address that was asked for. */
export const halOf = <Name extends string, Row>(
  { base, url }: Readonly<{ base: string; url: string }>,
  name: Name,
  rows: readonly Row[],
) => ({ _embedded: { [name]: rows }, _links: { self: { href: base + url } } });

export const halSchema = (name: string, row: z.ZodType) =>
  z.object({
    _embedded: z.object({ [name]: z.array(row) }),
    _links: z.object({ self: z.object({ href: z.string() }) }),
  });
