// Azure percent-encodes names in listings that XML cannot hold, and says so. Azurite answers every listing that has one with an empty 500, after
// which Microsoft's blob trigger looks at the container no more. This makes it answer as Azure does.
'use strict';

const xml = require('azurite/dist/src/blob/generated/utils/xml.js');
const container = require('azurite/dist/src/blob/handlers/ContainerHandler.js').default.prototype;

const foreign = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const encodedMarker = 'percent-encoded:';

const stringify = xml.stringifyXML;
xml.stringifyXML = (body, options) => {
  for (const blob of [body?.Blobs?.Blob ?? []].flat()) {
    if (foreign.test(blob.Name)) {
      blob.Name = { $: { Encoded: 'true' }, _: encodeURIComponent(blob.Name) };
    }
  }
  for (const field of ['Prefix', 'Marker', 'NextMarker']) {
    if (foreign.test(body?.[field] ?? '')) {
      body[field] = encodedMarker + encodeURIComponent(body[field]);
    }
  }
  return stringify(body, options);
};

const list = container.listBlobFlatSegment;
container.listBlobFlatSegment = function (options, context) {
  if (options.marker?.startsWith(encodedMarker)) {
    options.marker = decodeURIComponent(options.marker.slice(encodedMarker.length));
  }
  return list.call(this, options, context);
};
