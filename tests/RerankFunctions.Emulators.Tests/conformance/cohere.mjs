// Cohere's own client against the emulator: what it sends must be accepted, what it gets must make sense to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CohereClientV2, CohereError, CohereTimeoutError, Cohere } from "cohere-ai";

const endpoint = process.env.COHERE_ENDPOINT;
const key = "conformance-key";
const cohere = new CohereClientV2({ token: key, environment: endpoint, clientName: "conformance" });

const once = { maxRetries: 0 };

// After a failed connection the client leaves its timer running (five minutes by default), and node waits for it.
const briefly = { maxRetries: 0, timeoutInSeconds: 1 };

// The client hands names it does not know to its caller as they are: a relevanceScore on the wire would look right to it.
const plainFetch = globalThis.fetch;
globalThis.fetch = async (url, init) => {
  const response = await plainFetch(url, init);
  if (new URL(url).pathname.startsWith("/v2/"))
    assert.doesNotMatch(await response.clone().text(), /"[a-z_]*[A-Z]\w*":/, "names on the wire are snake_case");
  return response;
};

const embedRequest = {
  model: "embed-english-v3.0",
  inputType: "search_document",
  embeddingTypes: ["float"],
  texts: ["Feature scaling puts columns on one range.", "A scale is a set of notes in order of pitch."],
};
const rerankRequest = {
  model: "rerank-english-v3.0",
  query: "Why is feature scaling needed?",
  documents: ["A scale is a set of notes in order of pitch.", "Feature scaling is needed where models compare distances."],
};

async function fails(call, errorType, statusCode, message) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof errorType, `${error?.constructor?.name}: ${error?.message}`);
    assert.equal(error.statusCode, statusCode);
    assert.match(error.body.message, message);
    assert.match(error.body.id, /^[0-9a-f-]{36}$/);
    return true;
  });
}

async function withFaults(faults, call) {
  await emulator("PUT", "faults", { faults });
  try {
    await call();
  } finally {
    await emulator("DELETE", "faults");
  }
}

async function emulator(method, path, body) {
  const response = await fetch(new URL(`/_emulator/${path}`, endpoint), { method, body: body && JSON.stringify(body) });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

test("embed gives a float vector for each text, and what was billed", async () => {
  const { data, rawResponse } = await cohere.embed(embedRequest).withRawResponse();

  assert.match(data.id, /^[0-9a-f-]{36}$/);
  assert.equal(data.responseType, "embeddings_by_type");
  assert.deepEqual(data.texts, embedRequest.texts);
  assert.equal(data.embeddings.float.length, 2);
  for (const vector of data.embeddings.float) {
    assert.equal(vector.length, 1024);
    assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-4);
  }
  assert.equal(data.meta.apiVersion.version, "2");
  assert.ok(data.meta.billedUnits.inputTokens > 10);
  assert.equal(rawResponse.headers.get("x-emulator-model"), "emulator/lexical-embed");
});

test("embed takes every option of the request", async () => {
  const reply = await cohere.embed({
    ...embedRequest, model: "embed-v4.0", inputType: "search_query", truncate: "START", outputDimension: 256, maxTokens: 100,
    priority: 1, embeddingTypes: ["float", "int8", "uint8", "binary", "ubinary", "base64"],
  });

  assert.equal(reply.embeddings.float[0].length, 256);
  assert.equal(reply.embeddings.int8[0].length, 256);
  assert.equal(reply.embeddings.uint8[0].length, 256);
  assert.equal(reply.embeddings.binary[0].length, 32);
  assert.equal(reply.embeddings.ubinary[0].length, 32);
  assert.equal(Buffer.from(reply.embeddings.base64[0], "base64").length, 256 * 4);
});

test("rerank gives indices and scores, best first", async () => {
  const reply = await cohere.rerank(rerankRequest);

  assert.match(reply.id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(reply.results.map((result) => result.index), [1, 0]);
  assert.ok(reply.results[0].relevanceScore > reply.results[1].relevanceScore);
  assert.ok(reply.results.every(({ relevanceScore }) => relevanceScore > 0 && relevanceScore < 1));
  assert.equal(reply.meta.apiVersion.version, "2");
  assert.equal(reply.meta.billedUnits.searchUnits, 1);
});

test("rerank takes every option of the request", async () => {
  const reply = await cohere.rerank({ ...rerankRequest, topN: 1, maxTokensPerDoc: 100, priority: 999 });

  assert.equal(reply.results.length, 1);
});

test("a call without a key is UnauthorizedError", async () => {
  const anonymous = new CohereClientV2({ token: "", environment: endpoint });
  await fails(anonymous.embed(embedRequest), Cohere.UnauthorizedError, 401, /^no api key supplied$/);
});

test("a call with a wrong key is UnauthorizedError", async () => {
  const stranger = new CohereClientV2({ token: "another-key", environment: endpoint });
  await fails(stranger.rerank(rerankRequest), Cohere.UnauthorizedError, 401, /^invalid api token$/);
});

test("an unknown model is NotFoundError", async () => {
  const message = /^model 'nobody' not found, make sure the correct model ID was used/;
  await fails(cohere.embed({ ...embedRequest, model: "nobody" }), Cohere.NotFoundError, 404, message);
  await fails(cohere.rerank({ ...rerankRequest, model: "nobody" }), Cohere.NotFoundError, 404, message);
});

test("97 texts are BadRequestError", async () => {
  const request = { ...embedRequest, texts: Array.from({ length: 97 }, (_, i) => `text ${i}`) };
  await fails(cohere.embed(request), Cohere.BadRequestError, 400, /total number of texts must be at most 96 - received 97$/);
});

test("no documents and an empty query are BadRequestError", async () => {
  await fails(cohere.rerank({ ...rerankRequest, documents: [] }), Cohere.BadRequestError, 400, /list of documents must not be empty$/);
  await fails(cohere.rerank({ ...rerankRequest, query: " " }), Cohere.BadRequestError, 400, /query must not be empty/);
});

test("a rate limit is TooManyRequestsError", () =>
  withFaults([{ operation: "embed", kind: "status", status: 429 }], () =>
    fails(cohere.embed(embedRequest, once), Cohere.TooManyRequestsError, 429, /per minute request limit/)));

test("a rate limit that passes is retried by the client", () =>
  withFaults([{ operation: "rerank", kind: "status", status: 429, retryAfterSeconds: 1, count: 1 }], async () => {
    const before = (await emulator("GET", "calls")).rerank.calls;
    assert.equal((await cohere.rerank(rerankRequest)).results.length, 2);
    assert.equal((await emulator("GET", "calls")).rerank.calls, before + 2);
  }));

for (const [status, errorType] of [
  [422, Cohere.UnprocessableEntityError], [498, Cohere.InvalidTokenError], [499, Cohere.ClientClosedRequestError],
  [500, Cohere.InternalServerError], [503, Cohere.ServiceUnavailableError], [504, Cohere.GatewayTimeoutError],
]) {
  test(`an injected ${status} is ${errorType.name}`, () =>
    withFaults([{ operation: "rerank", kind: "status", status }], () =>
      fails(cohere.rerank(rerankRequest, once), errorType, status, /./)));
}

// Version 8.1.0 has CohereTimeoutError, but node's fetch rejects with the abort's reason, which it takes for something else.
test("a call that hangs times out", () =>
  withFaults([{ operation: "*", kind: "hang" }], () =>
    assert.rejects(cohere.embed(embedRequest, briefly), (error) =>
      error instanceof CohereTimeoutError || (error instanceof CohereError && /timeout/.test(error.message)))));

test("a dropped connection is CohereError", () =>
  withFaults([{ operation: "embed", kind: "drop" }], () =>
    assert.rejects(cohere.embed(embedRequest, briefly), CohereError)));

// The client does not throw for a 200 without JSON; it hands its own note about it to the caller in place of results.
test("JSON that stops in the middle is no result", () =>
  withFaults([{ operation: "rerank", kind: "malformed" }], async () => {
    const reply = await cohere.rerank(rerankRequest, once);
    assert.equal(reply.results, undefined);
    assert.equal(reply.error.reason, "non-json");
  }));
