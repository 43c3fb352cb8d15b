// Uploads a megabyte, again and again, with a tag that is stale; then revalidates a compressed page.

const [url] = process.argv.slice(2);
const gzip = { "accept-encoding": "gzip" };

for (let i = 0; i < 30; i++) {
  const body = "x".repeat(1 << 20);
  const answer = await fetch(url, { method: "PUT", body, headers: { "if-match": '"6"' } });
  await answer.text();
  console.log(answer.status, answer.headers.get("etag"));
}
for (let i = 0; i < 3; i++) {
  const headers = { ...gzip, "if-none-match": '"7"', "cache-control": "no-cache" };
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  console.log(answer.status, text.length, answer.headers.get("content-encoding"));
}
