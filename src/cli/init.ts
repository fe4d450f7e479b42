import { Command } from "commander";
import { type FoundRefusal, foundCompany } from "../commands/found-company.ts";
import { FOUNDING_FIELDS, type FoundingForm } from "../domain/founding.ts";
import { foundingWords } from "../oauth/founding-words.ts";
import { askPassword } from "./password.ts";
import { CommandRefused, withStore } from "./with-store.ts";

type Options = Readonly<Omit<FoundingForm, "password"> & { another?: true }>;

/** `servery init`: what the set-up page does, from the command line. */
export const initCommand = (): Command =>
  new Command("init")
    .description(
      "Make the first company with its owner; the password comes from SERVERY_OWNER_PASSWORD or standard input",
    )
    .requiredOption("--company <name>", "the company's name")
    .requiredOption("--currency <code>", "three letters, such as EUR")
    .requiredOption("--timezone <zone>", "such as Europe/Paris")
    .requiredOption("--site <name>", "the first site's name")
    .option("--register <name>", "the first register's name", "Register 1")
    .option("--tax-name <name>", "such as GST; no tax without it", "")
    .option("--tax-rate <percent>", "such as 10", "")
    .requiredOption("--first-name <name>", "the owner's first name")
    .requiredOption("--last-name <name>", "the owner's last name")
    .requiredOption("--email <address>", "the owner's email address")
    .requiredOption("--username <name>", "what the owner signs in with")
    .option("--another", "make a further company where there is one already")
    .action(async (options: Options) => {
      const form: FoundingForm = { ...options, password: await askPassword("SERVERY_OWNER_PASSWORD") };
      await withStore(async (storage) => {
        const made = await foundCompany(storage)(form, options.another ?? false);
        if (!made.ok) throw new CommandRefused(sentenceOf(made.error));
        const { company, site, register, owner, username } = made.value;
        return { company_id: company, site_id: site, register_id: register, staff_id: owner, username };
      });
    });

const sentenceOf = (refusal: FoundRefusal): string => {
  if (refusal.kind === "company_exists") return "There is a company already. Use --another to make a further one.";
  const sentences = FOUNDING_FIELDS.flatMap((field) => {
    const problem = refusal.problems[field];
    return problem ? [foundingWords(field, problem)] : [];
  });
  return sentences.join(" ");
};
