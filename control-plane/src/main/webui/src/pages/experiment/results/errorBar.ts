/** What ECharts gives a custom series for one of its data: [category, value, low, high]. */
export interface BarApi {
  value: (dimension: number) => number
  coord: (point: [number, number]) => [number, number]
  size: (span: [number, number]) => [number, number]
}

const CAP = 5
const RADIUS = 5
/** The widest distance between neighbours of one category. */
const WIDEST = 26

/** A point with the ends of its interval, beside those of the other series in its category. */
export function errorBar(api: BarApi, index: number, of: number, color: string) {
  const at = api.value(0)
  const step = Math.min(WIDEST, (0.7 * api.size([1, 0])[0]) / of)
  const [center, y] = api.coord([at, api.value(1)])
  const [, low] = api.coord([at, api.value(2)])
  const [, high] = api.coord([at, api.value(3)])
  const x = center + (index - (of - 1) / 2) * step
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line' as const,
    shape: { x1, y1, x2, y2 },
    style: { stroke: color, lineWidth: 2 },
  })
  return {
    type: 'group' as const,
    children: [
      line(x, low, x, high),
      line(x - CAP, low, x + CAP, low),
      line(x - CAP, high, x + CAP, high),
      { type: 'circle' as const, shape: { cx: x, cy: y, r: RADIUS }, style: { fill: color } },
    ],
  }
}
