import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { as } from "./support.ts";

onEveryEngine(
  "facts of the installation",
  (servery, engine) => {
    test("VU-04 everybody who is signed in is told what developers need, and nothing else", async () => {
      for (const who of ["owner", "barista"] as const) {
        const answer = await (await as(servery(), who))("/admin/api/installation");
        const { limits, ...facts } = answer.json();
        expect([answer.status, facts]).toEqual([
          200,
          {
            base_url: servery().url,
            version: expect.stringMatching(/^\d+\.\d+\.\d+/),
            engine,
            companies: [
              { id: 5678, name: expect.stringMatching(/\S/), currency: "AUD", timezone: "Australia/Melbourne" },
            ],
            openapi: ["kounta", "kseries", "operator"].map((name) => `${servery().url}/openapi/${name}.json`),
            outgoing: "loopback",
          },
        ]);
        expect(limits).toContainEqual({ name: "request_log_size", value: 250, says: expect.stringMatching(/\.$/) });
        for (const { name, value } of limits as Json[]) expect([name, typeof value]).toEqual([name, "number"]);
        for (const url of facts.openapi) expect((await servery().ask(url, { auth: null })).status).toBe(200);
      }
      expect((await servery().ask("/admin/api/installation", { auth: null, headers: { accept: "*/*" } })).status).toBe(
        401,
      );
    });
  },
  { env: { SERVERY_REQUEST_LOG_SIZE: "250" } },
);
