import { afterAll, beforeAll, expect, test } from "vitest";
import { scopes } from "../../../src/domain/access/permissions.ts";
import { type Json, type TestServery, openTestServery } from "../../support/servery.ts";

let servery: TestServery;
const documentOf = async (name: string): Promise<Json> =>
  (await servery.ask(`/openapi/${name}.json`, { auth: null })).json();
const operationsIn = ({ paths }: Json): [path: string, operation: Json][] =>
  Object.entries<Json>(paths).flatMap(([path, methods]) =>
    Object.values<Json>(methods).map((operation): [string, Json] => [path, operation]),
  );

beforeAll(async () => {
  servery = await openTestServery("sqlite");
});
afterAll(() => servery?.close());

test("the reference offers the K-Series document beside the others", async () => {
  const page = await servery.ask("/docs", { auth: null });
  expect(page.text).toContain('data-documents="kounta kseries operator"');
  expect((await documentOf("kseries")).info.title).toBe("Servery: K-Series API");
});

for (const name of ["kounta", "kseries", "operator"]) {
  test(`the document of ${name} hangs together`, async () => {
    const document = await documentOf(name);
    expect(document.openapi).toBe("3.1.0");
    const operations = operationsIn(document);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = new Set(document.tags.map((tag: Json) => tag.name));
    for (const [path, operation] of operations) {
      const parameters: Json[] = operation.parameters;
      const inPath = parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name);
      const holes = [...path.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole);
      expect(inPath, path).toEqual(holes);
      for (const parameter of parameters) expect(parameter.schema, `${path} ${parameter.name}`).toBeTypeOf("object");
      expect(
        operation.tags.every((tag: string) => tags.has(tag)),
        path,
      ).toBe(true);
      expect(Object.keys(operation.responses).length, path).toBeGreaterThan(0);
      for (const requirement of operation.security) {
        for (const [scheme, asked] of Object.entries<string[]>(requirement)) {
          const { flows, type } = document.components.securitySchemes[scheme];
          const known = Object.values<Json>(flows ?? {}).flatMap((flow) => Object.keys(flow.scopes));
          if (type === "oauth2") expect(asked.filter((scope) => !known.includes(scope))).toEqual([]);
          else expect(asked, path).toEqual([]);
        }
      }
    }
  });
}

test("K-Series scopes are those of its two flows, and each route asks for its own", async () => {
  const document = await documentOf("kseries");
  const { oauth2, token, basic } = document.components.securitySchemes;
  const { authorizationCode, clientCredentials } = oauth2.flows;
  expect([authorizationCode.authorizationUrl, authorizationCode.tokenUrl, clientCredentials.tokenUrl]).toEqual([
    "/oauth/authorize",
    "/oauth/token",
    "/oauth/token",
  ]);
  expect(Object.keys(clientCredentials.scopes)).toEqual(["accounting"]);
  const both = [...Object.keys(authorizationCode.scopes), "accounting"].sort();
  expect(both).toEqual(Object.keys(scopes).sort());
  expect([token.scheme, basic.scheme]).toEqual(["bearer", "basic"]);
  for (const [path, operation] of operationsIn(document)) {
    if (operation.security.length === 0) continue; // for anybody
    const oneOf = [operation["x-permission"]].flat().map((scope: string) => ({ oauth2: [scope] }));
    expect(operation.security, path).toEqual([...oneOf, { token: [] }, { basic: [] }]);
  }
});

test("the Kounta document has the flow without scopes, and the operator's only people's tokens", async () => {
  const { oauth2 } = (await documentOf("kounta")).components.securitySchemes;
  expect(oauth2.flows).toEqual({
    authorizationCode: {
      authorizationUrl: "/authorize",
      tokenUrl: "/v1/token",
      refreshUrl: "/v1/token",
      scopes: {},
    },
  });
  const operator = await documentOf("operator");
  expect(Object.keys(operator.components.securitySchemes)).toEqual(["token"]);
  expect(operator.paths["/admin/api/sessions"].post.security).toEqual([]);
});

test("each K-Series service documents errors in its own form, and which parameters must be there", async () => {
  const { paths } = await documentOf("kseries");
  const fields = (path: string, status: number): string[] =>
    Object.keys(paths[path].get.responses[status].content["application/json"].schema.properties);
  const items = "/items/v1/items";
  const rates = "/f/finance/{businessLocationId}/tax-rates";
  expect(fields(items, 404)).toEqual(["status", "timestamp", "message", "apiSubExceptions"]);
  expect(fields(items, 400)).toEqual(["status", "timestamp", "message", "apiSubExceptions"]);
  expect(fields(rates, 404)).toContain("exception");
  expect(fields(rates, 401)).toEqual(["errors"]);
  expect(fields(rates, 403)).toEqual(["type", "title", "detail"]);
  const common = ["timestamp", "status", "error", "message", "path"];
  expect(fields("/o/op/data/businesses", 404)).toEqual(common);
  const order = paths["/o/op/1/order/local"].post.responses;
  const schemaOf = (status: number): Json => order[status].content["application/json"].schema;
  expect(Object.keys(schemaOf(404).properties)).toEqual(common);
  expect(Object.keys(schemaOf(400).properties).toSorted()).toEqual([...common, "errors"].toSorted());
  expect(schemaOf(400).required).not.toContain("errors"); // what cannot be read at all has none
  const required = (path: string): string[] =>
    paths[path].get.parameters.filter((parameter: Json) => parameter.required).map(({ name }: Json) => name);
  expect(required(items)).toEqual(["businessLocationId"]);
  expect(required("/items/v1/items/{id}")).toEqual(["id", "businessLocationId"]);
});

test("a document's answer is what the route gives: every field of an item, and no other", async () => {
  const { paths } = await documentOf("kseries");
  const { schema } = paths["/items/v1/items/{id}"].get.responses[200].content["application/json"];
  const auth = `Bearer ${await servery.token(60, 2, servery.company, { api: "kseries" })}`;
  const item = (await servery.ask("/items/v1/items/730002?businessLocationId=823", { auth })).json();
  expect(Object.keys(item).sort()).toEqual(Object.keys(schema.properties).sort());
});

test("trying a call with OAuth comes back to a page of ours that loads nothing from elsewhere", async () => {
  const back = await servery.ask("/docs/oauth2-redirect.html", { auth: null });
  expect(back.status).toBe(200);
  expect(back.headers.get("content-security-policy")).toContain("default-src 'none'");
  const [, script] = /<script src="([^"]+)">/.exec(back.text)!;
  expect((await servery.ask(script!, { auth: null })).headers.get("content-type")).toContain("javascript");
  expect((await servery.ask("/docs/page.js", { auth: null })).text).toContain('"/docs/oauth2-redirect.html"');
});
