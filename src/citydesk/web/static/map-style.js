// What a map is drawn on: the newsroom's own style or tiles, or the shapes that come with Citydesk.

const here = (path) => new URL(path, import.meta.url).href;
const CREDIT = "Shapes: US Census Bureau, Natural Earth. Towns: GeoNames, CC BY 4.0.";

/** The colours of the page's style sheet, so that a map is as light or dark as the page. */
export function colours(box) {
  const style = getComputedStyle(box);
  const names = ["water", "land", "abroad", "border", "county", "name", "halo", "area", "edge", "other"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

/** A style for MapLibre: an address of one, raster tiles by their address, or our own base. */
export function styleOf(box) {
  const { style, attribution } = box.dataset;
  if (style?.includes("{z}")) return raster(style, attribution);
  return style || base(colours(box));
}

function raster(tiles, attribution) {
  const source = { type: "raster", tiles: [tiles], tileSize: 256, attribution };
  return { version: 8, sources: { tiles: source }, layers: [{ id: "tiles", type: "raster", source: "tiles" }] };
}

function base(colour) {
  const kind = (name) => ["==", ["get", "kind"], name];
  const line = (id, source, paint, more = {}) => ({ id, type: "line", source, filter: kind(id), paint, ...more });
  const fill = (id, paint) => ({ id, type: "fill", source: "base", filter: kind(id), paint: { "fill-color": paint } });
  return {
    version: 8,
    sources: {
      base: { type: "geojson", data: here("map/base.json"), attribution: CREDIT },
      detail: { type: "geojson", data: here("map/detail.json") },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour.water } },
      fill("abroad", colour.abroad),
      fill("land", colour.land),
      line("county", "detail", { "line-color": colour.county, "line-width": 0.7 }, { minzoom: 5 }),
      line("border", "base", { "line-color": colour.border, "line-width": 0.6 }),
      line("state", "base", { "line-color": colour.border, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 1.6] }),
      ...names(colour, kind),
    ],
  };
}

/** Names are drawn with the fonts of the reader's machine: the style names no server of glyphs. */
function names(colour, kind) {
  const paint = { "text-color": colour.name, "text-halo-color": colour.halo, "text-halo-width": 1.4 };
  const layout = { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-padding": 6 };
  const state = { ...layout, "text-size": 11, "text-letter-spacing": 0.08, "text-transform": "uppercase" };
  const town = {
    ...layout,
    "text-size": ["interpolate", ["linear"], ["zoom"], 5, 11, 10, 13],
    "text-anchor": "left",
    "text-offset": [0.5, 0],
    "symbol-sort-key": ["-", ["get", "rank"]],
  };
  const great = ["step", ["zoom"], 1e9, 5, 400000, 6, 150000, 7, 60000, 8, 0];
  const large = ["all", kind("town"), [">=", ["get", "rank"], great]];
  return [
    { id: "state-name", type: "symbol", source: "base", filter: kind("state-name"), layout: state, paint, minzoom: 3.4, maxzoom: 7 },
    { id: "town-dot", type: "circle", source: "detail", filter: large, minzoom: 5, paint: { "circle-radius": 2, "circle-color": colour.name } },
    { id: "town", type: "symbol", source: "detail", filter: large, minzoom: 5, layout: town, paint },
  ];
}
