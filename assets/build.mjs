// Packages of node_modules become the files of src/citydesk/web/static: run by `make assets`.
//
// Nothing here runs when Citydesk is installed or used; what it writes is committed and shipped.
// The same packages give the same bytes, so a second run changes nothing.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, "node_modules");
const STATIC = join(HERE, "..", "src", "citydesk", "desk", "static");
const PLACES = join(HERE, "..", "src", "citydesk", "reading", "places", "data");

const STATES_FINE = 1e-3; // square degrees: smaller bends than this are left out
const COUNTIES_FINE = 2e-4;
const OUTLINE_FINE = 8e-3; // for the outlines that a page without scripts draws
const LEAST_TOWN = 15_000; // people of the smallest town with a name on the map

const read = (...path) => JSON.parse(readFileSync(join(PACKAGES, ...path), "utf-8"));
const versionOf = (name) => read(name, "package.json").version;

vendor("maplibre-gl", "LICENSE.txt", {
  "maplibre-gl.mjs": "dist/maplibre-gl.mjs",
  "maplibre-gl-worker.mjs": "dist/maplibre-gl-worker.mjs",
  "maplibre-gl.css": "dist/maplibre-gl.css",
});
vendor("htmx.org", "LICENSE", { "htmx.min.js": "dist/htmx.min.js" });
baseMap();

/** Copy files of a package to vendor/NAME-VERSION/, without links to source maps we do not ship. */
function vendor(name, licence, files) {
  const folder = join(STATIC, "vendor", `${name.replace(".org", "")}-${versionOf(name)}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(PACKAGES, name, licence), join(folder, "LICENSE.txt"));
  for (const [to, from] of Object.entries(files)) {
    const text = readFileSync(join(PACKAGES, name, from), "utf-8");
    writeFileSync(join(folder, to), text.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n"));
  }
}

/** Write the offline base: coasts, borders and names, as GeoJSON that a map reads as it is. */
function baseMap() {
  mkdirSync(join(STATIC, "map"), { recursive: true });
  copyFileSync(join(PACKAGES, "us-atlas", "LICENSE"), join(STATIC, "map", "LICENSE.txt"));
  const us = read("us-atlas", "counties-10m.json");
  const world = read("world-atlas", "countries-110m.json");
  const coarse = simplify(presimplify(us), STATES_FINE);
  const fine = simplify(presimplify(us), COUNTIES_FINE);
  const rough = simplify(presimplify(us), OUTLINE_FINE);
  const inland = (a, b) => a !== b;
  write("base.json", [
    shape("abroad", feature(world, world.objects.land).features[0].geometry),
    shape("land", feature(coarse, coarse.objects.nation).features[0].geometry),
    shape("border", mesh(world, world.objects.countries, inland)),
    shape("state", mesh(coarse, coarse.objects.states, inland)),
    ...feature(coarse, coarse.objects.states).features.map(stateName).filter(Boolean),
  ]);
  const counties = (a, b) => a !== b && a.id.slice(0, 2) === b.id.slice(0, 2);
  write("detail.json", [shape("county", mesh(fine, fine.objects.counties, counties)), ...towns()]);
  outlines(rough);
}

/** Write each state's outline by its two letters, for the picture in a page without scripts. */
function outlines(topology) {
  const codes = stateCodes();
  const found = {};
  for (const state of feature(topology, topology.objects.states).features) {
    const code = codes.get(state.properties.name);
    if (code) found[code] = largeRings(state.geometry).map((ring) => ring.map(([x, y]) => [round(x, 2), round(y, 2)]));
  }
  const rows = Object.keys(found).sort().map((code) => `"${code}":${JSON.stringify(found[code])}`);
  writeFileSync(join(STATIC, "map", "outlines.json"), `{\n${rows.join(",\n")}\n}\n`);
}

function write(name, features) {
  const rows = features.map((each) => JSON.stringify(each)).join(",\n");
  writeFileSync(join(STATIC, "map", name), `{"type":"FeatureCollection","features":[\n${rows}\n]}\n`);
}

function shape(kind, geometry) {
  const coordinates = rounded(geometry.coordinates);
  return { type: "Feature", properties: { kind }, geometry: { type: geometry.type, coordinates } };
}

function point(kind, name, rank, lon, lat) {
  const geometry = { type: "Point", coordinates: [round(lon, 3), round(lat, 3)] };
  return { type: "Feature", properties: { kind, name, rank }, geometry };
}

/** A state's name stands in the middle of its largest piece. */
function stateName({ properties, geometry }) {
  const ring = largeRings(geometry)[0];
  if (!ring || !stateCodes().has(properties.name)) return null;
  const [x, y] = centre(ring);
  return point("state-name", properties.name, Math.round(area(ring) * 10) / 10, x, y);
}

/** The towns of our own gazetteer with the most people, greatest first. */
function towns() {
  const found = [];
  for (const line of readFileSync(join(PLACES, "cities.tsv"), "utf-8").split("\n")) {
    const [key, name, places] = line.split("\t");
    if (key.startsWith("#") || !places) continue;
    for (const place of places.split(";")) {
      const [state, lat, lon, people] = place.split(",");
      if (Number(people) >= LEAST_TOWN) found.push({ name, state, lat: +lat, lon: +lon, people: +people });
    }
  }
  found.sort((a, b) => b.people - a.people || a.name.localeCompare(b.name) || a.lat - b.lat);
  return found.map((t) => point("town", t.name, t.people, t.lon, t.lat));
}

function stateCodes() {
  const rows = readFileSync(join(PLACES, "states.tsv"), "utf-8").split("\n");
  return new Map(rows.filter((r) => r && !r.startsWith("#")).map((r) => r.split("\t")).map((c) => [c[1], c[0]]));
}

/** The outer rings of a shape, greatest first, without specks. */
function largeRings(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.map((polygon) => polygon[0]).sort((a, b) => area(b) - area(a));
  return rings.filter((ring) => ring.length > 4 && area(ring) > area(rings[0]) / 200);
}

function area(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(twice / 2);
}

function centre(ring) {
  let twice = 0, x = 0, y = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[a, b], [c, d]] = [ring[i - 1], ring[i]];
    const cross = a * d - c * b;
    twice += cross;
    x += (a + c) * cross;
    y += (b + d) * cross;
  }
  return [x / (3 * twice), y / (3 * twice)];
}

function round(number, digits) {
  return Number(number.toFixed(digits));
}

function rounded(coordinates) {
  if (typeof coordinates[0] === "number") return coordinates.map((c) => round(c, 3));
  return coordinates.map(rounded);
}
