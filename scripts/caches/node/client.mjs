// client.mjs got|make-fetch-happen|undici: answers each address on its standard input with the first line of the page.

import { createInterface } from "node:readline";

const readers = {
  async got() {
    const { default: got } = await import("got");
    const client = got.extend({ cache: new Map(), retry: { limit: 0 } });
    return (url) => client(url).text();
  },

  async "make-fetch-happen"() {
    const { default: fetch } = await import("make-fetch-happen");
    const client = fetch.defaults({ cachePath: "pages", retry: false, noProxy: "127.0.0.1" });
    return async (url) => (await client(url)).text();
  },

  async undici() {
    const { Agent, fetch, interceptors } = await import("undici");
    const dispatcher = new Agent().compose(interceptors.cache());
    return async (url) => (await fetch(url, { dispatcher })).text();
  },
};

const read = await readers[process.argv[2]]();
for await (const url of createInterface({ input: process.stdin })) {
  const text = await read(url);
  console.log(text.split("\n", 1)[0]);
}
process.exit();
