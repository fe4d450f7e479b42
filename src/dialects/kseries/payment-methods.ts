import type { MethodNamed } from "../../domain/online/paying.ts";
import { codesOf } from "./codes.ts";

/** The payment method that has a code here; letters count by themselves, not by their case. */
export const methodNamed: MethodNamed = (catalogue, code) => {
  const methods = catalogue.all("payment_method");
  const codes = codesOf(methods);
  const wanted = code.toUpperCase();
  return (
    methods.find(({ id }) => codes.get(id) === code) ??
    methods.find(({ id }) => codes.get(id)?.toUpperCase() === wanted)
  );
};
