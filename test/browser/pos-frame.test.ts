import { describe, expect, it } from "vitest";
import { as, passwordOf, staffIdOf } from "../operator/support.ts";
import { REGISTER, openRegister, pins } from "../support/register.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";

describe("VU-01 the frame of the register", () => {
  it("VU-01 a manager pairs the device, staff sign in with a PIN, and a reload keeps both", async () => {
    const servery = await openScreens();
    const window = await openWindow(servery);
    const { page, look } = window;
    await page.goto("/pos");
    await look("pos-pairing-sign-in");
    await page.getByLabel("Username").fill("manager");
    await page.getByLabel("Password", { exact: true }).fill("not-the-password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The username or password is wrong.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(passwordOf("manager"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Brindle & Tram Fitzroy" }).click();
    await page.getByRole("button", { name: "Fitzroy counter" }).click();
    await look("pos-pairing-choice");
    await page.getByRole("button", { name: "Set up" }).click();

    await page.getByRole("button", { name: "Jun Watanabe" }).click();
    await look("pos-pin");
    await page.keyboard.type("0000");
    await page.keyboard.press("Enter");
    await page.getByText("That is not your PIN. Try again.").waitFor();
    await look("pos-pin-wrong");
    for (const digit of pins.get(staffIdOf("barista"))!) {
      await page.getByRole("region", { name: "PIN" }).getByRole("button", { name: digit, exact: true }).click();
    }
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("navigation", { name: "Pages" }).waitFor();
    await look("pos-shell");
    await page.reload();
    await page.getByRole("navigation", { name: "Pages" }).waitFor();
    expect(await page.getByText("Live").count()).toBe(1);
    expectClean(window);
  }, 60_000);

  for (const [size, scheme] of [
    ["phone", "dark"],
    ["phone", "light"],
    ["desktop", "light"],
  ] as const) {
    it(`VU-01 pages, menu and the lock, on a ${size} in the ${scheme}`, async () => {
      const servery = await openScreens();
      const window = await openRegister(servery, { size, scheme, at: "/till" });
      const { page, look } = window;
      await page.getByRole("button", { name: /lock, sign out and more/ }).click();
      await page.getByRole("button", { name: "Lock", exact: true }).waitFor();
      await look("pos-menu");
      await page.getByRole("button", { name: "Lock", exact: true }).click();
      await page.getByText("Hello,").or(page.getByText("Who are you?")).first().waitFor();
      // Behind the lock orders still come in and ring.
      await servery.order();
      await page.getByText("1 new order waits for an answer.").waitFor();
      await expect.poll(() => page.evaluate("window.serverySounds ?? 0")).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Jun Watanabe" }).click();
      await look("pos-locked");
      await page.keyboard.type(pins.get(staffIdOf("barista"))!);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Till" }).waitFor();
      expectClean(window);
    }, 60_000);
  }

  it("VU-01 too many wrong PINs have to wait, and the screen says how long", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { signedIn: false });
    const { page, look } = window;
    await page.getByRole("button", { name: "Jun Watanabe" }).click();
    const pad = page.getByRole("region", { name: "PIN" });
    await expect
      .poll(
        async () => {
          await page.keyboard.type("0000");
          await page.keyboard.press("Enter");
          await pad.getByRole("alert").waitFor();
          return pad.getByRole("alert").innerText();
        },
        { timeout: 40_000, interval: 50 },
      )
      .toMatch(/^Too many wrong PINs. Try again in \d+ (seconds|minutes)\.$/);
    expect(await pad.getByRole("button", { name: "1", exact: true }).isDisabled()).toBe(true);
    await look("pos-pin-resting");
    expectClean(window);
  }, 90_000);

  it("VU-01 a manager removes the device here; one that was removed elsewhere says so", async () => {
    const servery = await openScreens();
    const here = await openRegister(servery);
    await here.page.getByRole("button", { name: /lock, sign out and more/ }).click();
    await here.page.getByRole("button", { name: "This device" }).click();
    await here.look("pos-device");
    await here.page.getByRole("button", { name: "Remove this device from its register" }).click();
    await here.page.getByLabel("Username").fill("manager");
    await here.page.getByLabel("Password", { exact: true }).fill(passwordOf("manager"));
    await here.page.getByRole("button", { name: "Remove this device", exact: true }).click();
    await here.page.getByRole("heading", { name: "Set up this register" }).waitFor();
    expectClean(here);

    const elsewhere = await openRegister(servery);
    const manager = await as(servery, "manager");
    const devices = (await manager("devices")).json<{ id: number }[]>();
    expect(devices).toHaveLength(1);
    await manager(`devices/${devices[0]!.id}`, { method: "DELETE" });
    await elsewhere.page.reload();
    await elsewhere.page.getByText("This device was removed from its register.").waitFor();
    await elsewhere.look("pos-removed");
    expectClean(elsewhere);
  }, 90_000);

  it("VU-01 the heartbeat makes the register online", async () => {
    const servery = await openScreens();
    const manager = await as(servery, "manager");
    await manager(`registers/${REGISTER.id}`, { method: "PUT", body: { online: false } });
    await openRegister(servery);
    await expect
      .poll(async () => (await manager("registers")).json<{ id: number; online: boolean }[]>())
      .toContainEqual(expect.objectContaining({ id: REGISTER.id, online: true }));
  }, 60_000);
});
