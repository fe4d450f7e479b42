// The limit of delivering: posts the same bytes to the same receivers at the same rate, and does nothing else: nothing is
// read, signed, checked or written down. The webhook-id tells when each was sent. Ends by itself.
import { Agent } from "undici";

const { ports, groups, body, perSecond, seconds } = JSON.parse(process.env["SERVERY_BENCH_LIMIT"] ?? "{}");
const agent = new Agent({ connections: 8, pipelining: 1 });
const headers = { "content-type": "application/json" };

/** @param {number} port */
const post = async (port) => {
  const sentAt = process.hrtime.bigint() / 1_000n;
  const { body: answer } = await agent.request({
    origin: `http://127.0.0.1:${port}`,
    path: "/",
    method: "POST",
    headers: { ...headers, "webhook-id": `limit_${sentAt}` },
    body,
  });
  await answer.dump();
};

const began = performance.now();
/** @type {Promise<void>[]} */
const sent = [];
for (let n = 0; n < perSecond * seconds; n++) {
  const wait = began + (n * 1_000) / perSecond - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  for (const index of groups[n % groups.length]) sent.push(post(ports[index]));
}
await Promise.all(sent);
await agent.close();
