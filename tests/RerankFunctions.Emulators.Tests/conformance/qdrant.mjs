// Qdrant's own gRPC client against the emulator: what it sends must be accepted, what it gets must be what Qdrant gives. Against a server of
// Qdrant (QDRANT_IS_SERVER) it shows that Qdrant gives just that.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  CollectionStatus, ConnectErrorCode, Distance, FieldType, Fusion, toDenseVector, toSparseVector, Modifier, PayloadSchemaType,
  QdrantClient, UpdateStatus,
} from "@qdrant/js-client-grpc";

const apiKey = "conformance-key";
const ofTheEmulator = { skip: process.env.QDRANT_IS_SERVER ? "only the emulator does so, or has this key" : false };
const client = new QdrantClient({ url: process.env.QDRANT_ENDPOINT, apiKey });
const [collections, points] = [client.api("collections"), client.api("points")];

const collectionName = process.env.QDRANT_COLLECTION ?? "passages";
const ids = ["0b8a6f4e-3b1c-4f0e-9a57-1d2c3b4a5f60", "5c56c793-69f3-4fbf-87e6-c4bf54c28c26", "f47ac10b-58cc-4372-a567-0e02b2c3d479"];
const texts = ["Feature scaling puts columns on one range.", "A scale is a set of notes.", "Regularised regression needs scaled columns."];

const uuid = (value) => ({ pointIdOptions: { case: "uuid", value } });
const num = (value) => ({ pointIdOptions: { case: "num", value } });
const text = (value) => ({ kind: { case: "stringValue", value } });
const integer = (value) => ({ kind: { case: "integerValue", value } });
const list = (...values) => ({ kind: { case: "listValue", value: { values } } });
const dense = (...data) => ({ vector: { case: "dense", value: { data } } });
const nearest = (case_, value) => ({ variant: { case: "nearest", value: { variant: { case: case_, value } } } });
const bm25 = (value) => ({ text: value, model: "qdrant/bm25" });
const all = { selectorOptions: { case: "enable", value: true } };
const where = (key, match) => ({ conditionOneOf: { case: "field", value: { key, match: { matchValue: match } } } });
const ofDocument = (name) => ({ must: [where("document", { case: "keyword", value: name })] });
const selected = (filter) => ({ pointsSelectorOneOf: { case: "filter", value: filter } });
const idsOf = (found) => found.map((point) => point.id.pointIdOptions.value);

const point = (at, vector) => ({
  id: uuid(ids[at]),
  payload: {
    document: text(at === 1 ? "music.md" : "ml/scaling.md"), folders: at === 1 ? list() : list(text("ml")), chunk: integer(BigInt(at)),
    modified: text(`2026-0${at + 1}-01T00:00:00Z`), text: text(texts[at]),
  },
  vectors: { vectorsOptions: { case: "vectors", value: { vectors: {
    dense: dense(...vector), bm25: { vector: { case: "document", value: bm25(texts[at]) } },
  } } } },
});
const upsertAll = () => points.upsert({
  collectionName, wait: true, points: [point(0, [0.6, 0.8, 0, 0]), point(1, [0, 0, 1, 0]), point(2, [0.8, 0.6, 0, 0])],
});

async function fails(call, code, message) {
  await assert.rejects(call, (error) => {
    assert.equal(error.code, code, error.message);
    assert.equal(error.rawMessage, message);
    return true;
  });
}

before(async () => {
  const created = await collections.create({
    collectionName,
    vectorsConfig: { config: { case: "paramsMap", value: { map: { dense: { size: 4n, distance: Distance.Dot } } } } },
    sparseVectorsConfig: { map: { bm25: { modifier: Modifier.Idf } } },
    metadata: { embed_model: text("embed-english-v3.0") },
  });
  assert.equal(created.result, true);
  for (const [fieldName, fieldType] of [
    ["document", FieldType.FieldTypeKeyword], ["folders", FieldType.FieldTypeKeyword],
    ["chunk", FieldType.FieldTypeInteger], ["modified", FieldType.FieldTypeDatetime],
  ]) {
    const indexed = await points.createFieldIndex({ collectionName, fieldName, fieldType, wait: true });
    assert.equal(indexed.result.status, UpdateStatus.Completed);
  }
  assert.equal((await upsertAll()).result.status, UpdateStatus.Completed);
});

after(async () => {
  assert.equal((await collections.delete({ collectionName })).result, true);
  assert.equal((await collections.collectionExists({ collectionName })).result.exists, false);
});

test("the service says who it is, without a key", ofTheEmulator, async () => {
  const health = await new QdrantClient({ url: process.env.QDRANT_ENDPOINT, checkCompatibility: false }).api("service").healthCheck({});
  assert.equal(health.version, "1.19.0");
  assert.match(health.title, /emulator/);
});

test("the collection is listed and described as it was made", async () => {
  assert.ok((await collections.list({})).collections.map(({ name }) => name).includes(collectionName));
  assert.equal((await collections.collectionExists({ collectionName })).result.exists, true);

  const { result } = await collections.get({ collectionName });
  assert.equal(result.status, CollectionStatus.Green);
  assert.equal(result.optimizerStatus.ok, true);
  assert.equal(result.pointsCount, 3n);
  const { config } = result;
  assert.equal(config.params.vectorsConfig.config.value.map.dense.size, 4n);
  assert.equal(config.params.vectorsConfig.config.value.map.dense.distance, Distance.Dot);
  assert.equal(config.params.sparseVectorsConfig.map.bm25.modifier, Modifier.Idf);
  assert.equal(config.metadata.embed_model.kind.value, "embed-english-v3.0");
  assert.equal(config.hnswConfig.m, 16n);
  assert.equal(result.payloadSchema.document.dataType, PayloadSchemaType.Keyword);
  assert.equal(result.payloadSchema.modified.dataType, PayloadSchemaType.Datetime);
  assert.equal(result.payloadSchema.chunk.points, 3n);
});

test("query ranks by score and gives what it is asked for", async () => {
  const { result } = await points.query({
    collectionName, query: nearest("dense", { data: [1, 0, 0, 0] }), using: "dense", limit: 2n,
    withPayload: { selectorOptions: { case: "include", value: { fields: ["text"] } } },
    withVectors: { selectorOptions: { case: "include", value: { names: ["dense"] } } },
  });
  assert.deepEqual(idsOf(result), [ids[2], ids[0]]);
  assert.ok(Math.abs(result[0].score - 0.8) < 1e-6);
  assert.deepEqual(Object.keys(result[0].payload), ["text"]);
  assert.equal(result[0].payload.text.kind.value, texts[2]);
  assert.deepEqual(toDenseVector(result[0].vectors.vectorsOptions.value.vectors.dense).data.map((x) => Math.fround(x)),
    [0.8, 0.6, 0, 0].map(Math.fround));
  assert.ok(result[0].version > 0n);
});

test("query gives neither payload nor vectors unless asked, and keeps to filter, threshold and offset", async () => {
  const query = nearest("dense", { data: [1, 0, 0, 0] });
  const plain = await points.query({ collectionName, query, using: "dense", filter: ofDocument("music.md") });
  assert.deepEqual(idsOf(plain.result), [ids[1]]);
  assert.deepEqual(plain.result[0].payload, {});
  assert.equal(plain.result[0].vectors, undefined);
  assert.deepEqual(idsOf((await points.query({ collectionName, query, using: "dense", scoreThreshold: 0.5 })).result), [ids[2], ids[0]]);
  assert.deepEqual(idsOf((await points.query({ collectionName, query, using: "dense", offset: 1n, limit: 1n })).result), [ids[0]]);
});

test("a keyword query finds words by bm25, and fuses with a dense one", async () => {
  const words = await points.query({ collectionName, query: nearest("document", bm25("scaling of notes")), using: "bm25", withVectors: all });
  // "scaling", "scaled" and "scale" share a stem; "notes" is rarer.
  assert.deepEqual(idsOf(words.result)[0], ids[1]);
  assert.equal(words.result.length, 3);
  const sparse = toSparseVector(words.result[0].vectors.vectorsOptions.value.vectors.bm25);
  assert.equal(sparse.indices.length, sparse.values.length);

  const fused = await points.query({
    collectionName,
    prefetch: [
      { query: nearest("dense", { data: [1, 0, 0, 0] }), using: "dense", limit: 3n },
      { query: nearest("document", bm25("regression")), using: "bm25", limit: 3n },
    ],
    query: { variant: { case: "fusion", value: Fusion.RRF } }, filter: ofDocument("ml/scaling.md"), limit: 5n,
  });
  assert.deepEqual(idsOf(fused.result), [ids[2], ids[0]]);
  assert.ok(Math.abs(fused.result[0].score - (1 / 2 + 1 / 2)) < 1e-6);
  assert.ok(Math.abs(fused.result[1].score - 1 / 3) < 1e-6);
});

test("count and scroll go by filters", async () => {
  const count = async (filter) => (await points.count({ collectionName, filter, exact: true })).result.count;
  assert.equal(await count(undefined), 3n);
  assert.equal(await count(ofDocument("ml/scaling.md")), 2n);
  assert.equal(await count({ must: [where("folders", { case: "keywords", value: { strings: ["ml", "none"] } })] }), 2n);
  assert.equal(await count({ mustNot: [where("chunk", { case: "integers", value: { integers: [0n, 1n] } })] }), 1n);
  assert.equal(await count({ must: [{ conditionOneOf: { case: "field", value: { key: "chunk", range: { gte: 1 } } } }] }), 2n);
  assert.equal(await count({ must: [{ conditionOneOf: { case: "field", value: {
    key: "modified", datetimeRange: { lt: { seconds: BigInt(Date.UTC(2026, 1, 1) / 1000), nanos: 0 } },
  } } }] }), 1n);
  assert.equal(await count({ should: [{ conditionOneOf: { case: "hasId", value: { hasId: [uuid(ids[2]), num(7n)] } } }] }), 1n);

  const first = await points.scroll({ collectionName, limit: 2, withPayload: all });
  assert.deepEqual(idsOf(first.result), ids.slice(0, 2));
  assert.equal(first.result[0].payload.chunk.kind.value, 0n);
  const rest = await points.scroll({ collectionName, limit: 2, offset: first.nextPageOffset });
  assert.deepEqual(idsOf(rest.result), [ids[2]]);
  assert.equal(rest.nextPageOffset, undefined);
});

test("get gives the points that are there", async () => {
  const { result } = await points.get({ collectionName, ids: [uuid(ids[2]), uuid(ids[0]), num(1n)], withPayload: all, withVectors: all });
  assert.deepEqual(idsOf(result), [ids[2], ids[0]]);
  assert.equal(result[1].payload.text.kind.value, texts[0]);
  assert.deepEqual(Object.keys(result[0].vectors.vectorsOptions.value.vectors).sort(), ["bm25", "dense"]);
});

test("set payload changes its fields alone, and upsert replaces the point", async () => {
  const set = await points.setPayload({
    collectionName, wait: true, payload: { chunks: integer(2n) }, pointsSelector: selected(ofDocument("ml/scaling.md")),
  });
  assert.equal(set.result.status, UpdateStatus.Completed);
  const get = async () => (await points.get({ collectionName, ids: [uuid(ids[0])], withPayload: all })).result[0].payload;
  assert.equal((await get()).chunks.kind.value, 2n);
  assert.equal((await get()).text.kind.value, texts[0]);

  const again = await upsertAll();
  assert.ok(again.result.operationId > set.result.operationId);
  assert.equal((await get()).chunks, undefined);
});

test("delete by filter removes those points and no others", async () => {
  const deleted = await points.delete({ collectionName, points: selected(ofDocument("ml/scaling.md")), wait: true });
  assert.equal(deleted.result.status, UpdateStatus.Completed);
  assert.deepEqual(idsOf((await points.scroll({ collectionName })).result), [ids[1]]);
  assert.equal((await upsertAll()).result.status, UpdateStatus.Completed);
});

test("a vector of the wrong size is refused", async () => {
  await fails(points.upsert({ collectionName, points: [point(0, [1, 2, 3])] }), ConnectErrorCode.InvalidArgument,
    "Wrong input: Vector dimension error: expected dim: 4, got 3 for vector 'dense'");
  await fails(points.query({ collectionName, query: nearest("dense", { data: [1, 2, 3, 4, 5] }), using: "dense" }),
    ConnectErrorCode.InvalidArgument, "Wrong input: Vector dimension error: expected dim: 4, got 5");
});

test("a vector name that is not there is refused", async () => {
  await fails(points.query({ collectionName, query: nearest("dense", { data: [1, 2, 3, 4] }), using: "other" }),
    ConnectErrorCode.InvalidArgument, "Wrong input: Not existing vector name error: other");
});

test("a collection that is not there is not found, one that is cannot be made again", async () => {
  const missing = "Not found: Collection `missing` doesn't exist!";
  await fails(points.count({ collectionName: "missing" }), ConnectErrorCode.NotFound, missing);
  await fails(collections.get({ collectionName: "missing" }), ConnectErrorCode.NotFound, missing);
  await fails(collections.create({ collectionName }), ConnectErrorCode.AlreadyExists,
    "Wrong input: Collection `" + collectionName + "` already exists!");
  assert.equal((await collections.delete({ collectionName: "missing" })).result, false);
});

test("strict mode refuses filters on fields without an index, in reads and in deletes", async () => {
  const filter = { must: [where("text", { case: "keyword", value: "x" })] };
  const message = "Bad request: Index required but not found for \"text\" of one of the following types: [keyword]. "
    + "Help: Create an index for this key or use a different filter.";
  await fails(points.scroll({ collectionName, filter }), ConnectErrorCode.InvalidArgument, message);
  await fails(points.query({ collectionName, filter }), ConnectErrorCode.InvalidArgument, message);
  await fails(points.delete({ collectionName, points: selected(filter) }), ConnectErrorCode.InvalidArgument, message);
});

test("ids, limits, names and models that Qdrant refuses are refused", async () => {
  await fails(points.get({ collectionName, ids: [uuid("no-uuid")] }), ConnectErrorCode.InvalidArgument, "Unable to parse UUID: no-uuid");
  await fails(points.query({ collectionName, limit: 0n }), ConnectErrorCode.InvalidArgument,
    "Validation error in body: [limit: value 0 invalid, must be 1 or larger]");
  await fails(collections.create({ collectionName: "a/b" }), ConnectErrorCode.InvalidArgument,
    "Validation error in body: [collection_name: collection name cannot contain \"/\" char]");
  await fails(points.query({ collectionName, using: "dense", query: nearest("document", { text: "x", model: "some/model" }) }),
    ConnectErrorCode.Internal, "Inference error: Service internal error: InferenceService URL not configured - "
      + "please provide valid address in config");
});

test("what the emulator does not do, it refuses", ofTheEmulator, async () => {
  await assert.rejects(points.query({ collectionName, query: { variant: { case: "sample", value: 0 } } }),
    (error) => error.code === ConnectErrorCode.Unimplemented);
  await assert.rejects(points.searchMatrixPairs({ collectionName }), (error) => error.code === ConnectErrorCode.Unimplemented);
});

test("a wrong key or none is refused", ofTheEmulator, async () => {
  const call = (key) => new QdrantClient({ url: process.env.QDRANT_ENDPOINT, apiKey: key, checkCompatibility: false }).api("collections").list({});
  await fails(call(undefined), ConnectErrorCode.Unauthenticated, "Must provide an API key or an Authorization bearer token");
  await fails(call("another"), ConnectErrorCode.Unauthenticated, "Invalid API key or JWT");
});
