// Places become a map where a browser can draw one; what stands in the box stays where it cannot.
//
// <div data-map="area" data-areas="ID">       the areas of one incident: GeoJSON in a block of data
// <div data-map="incidents" data-features="URL" data-page="/incidents/{id}">
//                                             many incidents: GeoJSON points with `radius_m`

import { colours, styleOf } from "./map-style.js";

const LIBRARY = new URL("./vendor/maplibre-gl-6.17.0/", import.meta.url);
const COUNTRY = [[-125, 24], [-66.5, 49.8]];
const EARTH = 78271.5; // metres to a pixel at the equator and zoom 0, for tiles of 512
const DOT = 7; // pixels; an area that is wider on the screen is drawn as an area and has no dot
const dark = matchMedia("(prefers-color-scheme: dark)");

const drawn = new Map();

const soon = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    soon.unobserve(target);
    begin(target).catch((error) => console.warn("The map could not be drawn:", error));
  }
}, { rootMargin: "200px" });

watch();
document.addEventListener("htmx:after:swap", watch); // a page of another moment has its own map

function watch() {
  for (const [box, map] of drawn) {
    if (box.isConnected) continue;
    drawn.delete(box);
    map.remove();
  }
  for (const box of document.querySelectorAll("[data-map]:not([data-begun])")) {
    if (!canDraw()) return;
    box.dataset.begun = "yes";
    soon.observe(box);
  }
}

function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

async function begin(box) {
  const [gl, data] = await Promise.all([import(new URL("maplibre-gl.mjs", LIBRARY)), features(box), sheet()]);
  if (!box.isConnected) return; // another page has taken its place meanwhile
  const room = document.createElement("div");
  room.className = "map-room";
  box.append(room);
  const bounds = boundsOf(data);
  const map = new gl.Map({
    container: room,
    style: styleOf(box),
    bounds: bounds ?? COUNTRY,
    fitBoundsOptions: { padding: box.dataset.map === "area" ? 64 : 40, maxZoom: box.dataset.map === "area" ? 10 : 6.5 },
    attributionControl: { compact: true },
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 17,
    renderWorldCopies: false,
  });
  drawn.set(box, map);
  map.touchZoomRotate.disableRotation();
  map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
  map.on("style.load", () => (box.dataset.map === "area" ? drawAreas : drawIncidents)(map, data, colours(box)));
  map.once("idle", () => {
    box.querySelector(".maplibregl-ctrl-attrib")?.classList.remove("maplibregl-compact-show");
    box.classList.add("map-live");
  });
  if (!box.dataset.style) dark.addEventListener("change", () => box.isConnected && map.setStyle(styleOf(box)));
  if (box.dataset.map === "incidents") answer(gl, map, data);
}

async function features(box) {
  if (box.dataset.areas) return JSON.parse(document.getElementById(box.dataset.areas).textContent);
  const data = await (await fetch(box.dataset.features)).json();
  const placed = data.features.filter((f) => f.geometry);
  for (const each of placed) {
    const page = box.dataset.page.replace("{id}", encodeURIComponent(each.id));
    each.properties = { ...each.properties, id: each.id, page, ...reach(each) };
  }
  return { type: "FeatureCollection", features: placed };
}

/** How wide a point is: pixels at zoom 0, and the zoom from which it is wider than a dot. */
function reach({ geometry, properties }) {
  const metres = properties.radius_m || 150;
  const wide = metres / (EARTH * Math.cos((geometry.coordinates[1] * Math.PI) / 180));
  return { wide, until: Math.log2(DOT / wide) };
}

/** The library's own style sheet, fetched only with a map. */
function sheet() {
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("maplibre-gl.css", LIBRARY) });
    link.onload = link.onerror = done;
    document.head.prepend(link);
  });
}

function drawAreas(map, data, colour) {
  const preferred = ["get", "preferred"];
  map.addSource("areas", { type: "geojson", data });
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["case", preferred, colour.area, colour.other], "fill-opacity": 0.28 } });
  for (const [id, wanted, dashes] of [["edges", preferred, [1, 0]], ["edges-other", ["!", preferred], [2, 2]]]) {
    map.addLayer({ id, type: "line", source: "areas", filter: wanted, paint: { "line-color": id === "edges" ? colour.edge : colour.other, "line-width": 2, "line-dasharray": dashes } });
  }
}

function drawIncidents(map, data, colour) {
  const grouped = ["has", "point_count"];
  const wide = ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "wide"], 20, ["*", ["get", "wide"], 2 ** 20]];
  const zooms = Array.from({ length: 16 }, (_, zoom) => zoom + 1);
  const dotted = (zoom) => ["case", ["<", zoom, ["get", "until"]], 1, 0];
  const paint = { "circle-color": colour.area, "circle-stroke-color": colour.edge, "circle-stroke-width": 1.5 };
  map.addSource("incidents", { type: "geojson", data, cluster: true, clusterRadius: 34, clusterMaxZoom: 11 });
  map.addLayer({ id: "incident-areas", type: "circle", source: "incidents", filter: ["!", grouped], paint: { ...paint, "circle-radius": wide, "circle-opacity": 0.22, "circle-stroke-opacity": 0.8 } });
  map.addLayer({ id: "incident-dots", type: "circle", source: "incidents", filter: ["!", grouped], paint: { ...paint, "circle-radius": DOT, "circle-opacity": ["step", ["zoom"], 1, ...zooms.flatMap((z) => [z, dotted(z)])], "circle-stroke-opacity": ["step", ["zoom"], 1, ...zooms.flatMap((z) => [z, dotted(z)])] } });
  map.addLayer({ id: "groups", type: "circle", source: "incidents", filter: grouped, paint: { ...paint, "circle-opacity": 0.9, "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 11, 3, 26] } });
  map.addLayer({ id: "group-counts", type: "symbol", source: "incidents", filter: grouped, layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": ["sans-serif"], "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": colour.halo } });
}

/** A tap opens what stands there; a group opens itself. */
function answer(gl, map, data) {
  const marks = ["incident-areas", "incident-dots", "groups"];
  map.on("click", async (event) => {
    const hits = map.queryRenderedFeatures(event.point, { layers: marks });
    if (!hits.length) return;
    const group = hits.find((hit) => hit.properties.cluster);
    if (group) {
      const zoom = await map.getSource("incidents").getClusterExpansionZoom(group.properties.cluster_id);
      if (zoom <= 11) map.easeTo({ center: group.geometry.coordinates, zoom });
      else popup(gl, map, event.lngLat, await map.getSource("incidents").getClusterLeaves(group.properties.cluster_id, 20, 0));
    } else popup(gl, map, event.lngLat, hits);
  });
  for (const layer of marks) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  for (const row of document.querySelectorAll("[data-incident]")) {
    const found = data.features.find((each) => each.properties.id === row.dataset.incident);
    if (found) row.addEventListener("pointerenter", () => lift(map, found));
    row.addEventListener("pointerleave", () => lift(map, null));
  }
}

/** Ring the incident of a row that is pointed at, wherever it stands in a group or alone. */
function lift(map, found) {
  if (!map.isStyleLoaded()) return;
  const data = { type: "FeatureCollection", features: found ? [found] : [] };
  if (map.getSource("lifted")) return void map.getSource("lifted").setData(data);
  map.addSource("lifted", { type: "geojson", data });
  map.addLayer({ id: "lifted", type: "circle", source: "lifted", paint: { "circle-radius": 14, "circle-opacity": 0, "circle-stroke-width": 3, "circle-stroke-color": colours(map.getContainer()).edge } });
}

function popup(gl, map, where, hits) {
  const list = document.createElement("ul");
  list.className = "map-hits";
  const seen = new Map(hits.map((hit) => [hit.properties.id, hit.properties]));
  for (const { headline, date, page } of [...seen.values()].slice(0, 20)) {
    const link = Object.assign(document.createElement("a"), { href: page, textContent: headline });
    const row = document.createElement("li");
    row.append(link, date ? ` ${date}` : "");
    list.append(row);
  }
  new gl.Popup({ maxWidth: "280px" }).setLngLat(where).setDOMContent(list).addTo(map);
}

/** The box around all shapes, with what lies around a point counted in. */
function boundsOf({ features }) {
  const points = features.flatMap(({ geometry }) => (geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates[0]));
  if (!points.length) return null;
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return [[least(xs), least(ys)], [most(xs), most(ys)]];
}
