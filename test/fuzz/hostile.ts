import { connect } from "node:net";
import type { TestServery } from "../support/servery.ts";

/** A request as raw bytes over a socket of its own; answers everything that came back until the server closed. */
export const rawRequest = (url: string, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer in time; so far: ${text}`)));
    socket.on("data", (part) => (text += part.toString()));
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? resolve(text) : reject(error)));
    socket.on("close", () => resolve(text));
  });

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** What a refused request must leave as it was. */
export const stateOf = async ({ storage, company }: TestServery): Promise<object> => {
  const all = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
  const reads = storage.reads(company);
  const { rows } = await reads.orders(all, { size: 100_000 });
  const customers = await reads.customers({ size: 100_000 });
  const catalogue = await reads.catalogue();
  return {
    orders: rows.length,
    versions: rows.reduce((sum, order) => sum + order.version, 0),
    customers: customers.rows.length,
    products: catalogue.all("product").length,
    catalogue: catalogue.version,
  };
};

export type Operation = Readonly<{ method: string; path: string; schema: Schema | undefined; query: string[] }>;
export type Schema = Readonly<{
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
}>;

type Document = { paths: Record<string, Record<string, OperationDoc>> };
type OperationDoc = {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

/** Every route and method that a running server says it has. */
export const operationsOf = async (url: string, document: string): Promise<Operation[]> => {
  const { paths } = (await (await fetch(`${url}/openapi/${document}.json`)).json()) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      schema: requestBody?.content["application/json"]?.schema,
      query: parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name),
    })),
  );
};
