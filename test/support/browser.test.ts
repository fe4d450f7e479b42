import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";

describe("the test browser", () => {
  let browser: Browser;
  let server: Server;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(
        `<title>Menu</title><h1 style="display: inline-block"></h1><script>document.querySelector("h1").textContent = "Soup"</script>`,
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it("renders a page and takes its picture", async () => {
    const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await page.title()).toBe("Menu");
    expect(await page.getByRole("heading").innerText()).toBe("Soup");
    const box = await page.getByRole("heading").boundingBox();
    expect(box?.width).toBeGreaterThan(20); // there is a font
    const picture = await page.screenshot();
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    expect(picture.readUInt32BE(16)).toBe(400);
  });
});
