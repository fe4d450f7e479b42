import type { CompanyId } from "../domain/ids.ts";
import { type PrintResult, type PrinterAddress, printOverTcp } from "../paper/escpos/tcp-printer.ts";
import { VirtualPrinter } from "../paper/escpos/virtual-printer.ts";

/** The host by which a printer's record means the company's own virtual printer, whatever port it has. */
export const VIRTUAL_HOST = "virtual";

/**
 * The sandbox's virtual printers on loopback: one for each company, so that nobody sees another company's dockets or
 * takes its paper. The first company to use one has the port of the setting, every other any free one.
 */
export class VirtualPrinters {
  private readonly byCompany = new Map<CompanyId, Promise<VirtualPrinter>>();
  private spare: VirtualPrinter | undefined;

  private constructor(spare: VirtualPrinter) {
    this.spare = spare;
  }

  /** Opens the first one; 0 takes any free port. Rejects when the port cannot be had. */
  static async open(port: number): Promise<VirtualPrinters> {
    return new VirtualPrinters(await VirtualPrinter.open({ port }));
  }

  /** The company's own, opened when it is first needed. */
  of(company: CompanyId): Promise<VirtualPrinter> {
    const there = this.byCompany.get(company);
    if (there) return there;
    const printer = this.spare ? Promise.resolve(this.spare) : VirtualPrinter.open();
    this.spare = undefined;
    this.byCompany.set(company, printer);
    return printer;
  }

  async close(): Promise<void> {
    const all = await Promise.all(this.byCompany.values());
    await Promise.all([...all, ...(this.spare ? [this.spare] : [])].map((printer) => printer.close()));
  }
}

/** Sends to printers, and to the virtual ones where there are any; without them a virtual printer is switched off. */
export const sender =
  (virtual: Pick<VirtualPrinters, "of"> | undefined) =>
  async (address: PrinterAddress, job: Buffer, company: CompanyId): Promise<PrintResult> => {
    if (address.host !== VIRTUAL_HOST) return printOverTcp(address, job);
    if (!virtual) return { kind: "not_printed", why: "offline" };
    return printOverTcp({ host: "127.0.0.1", port: (await virtual.of(company)).port }, job);
  };

/** Opens virtual printers. Undefined when the setting is off. */
export const openVirtual = (port: number | undefined): Promise<VirtualPrinters> | undefined =>
  port === undefined ? undefined : VirtualPrinters.open(port);
