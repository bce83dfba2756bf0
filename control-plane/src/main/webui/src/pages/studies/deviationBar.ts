/** What ECharts gives a custom series for one of its data: [value, category, low, high]. */
export interface BarApi {
  value: (dimension: number) => number
  coord: (point: [number, number]) => [number, number]
}

const CAP = 5
const RADIUS = 5

/** A lying bar from low to high with a dot at the mean. */
export function deviationBar(api: BarApi, color: string) {
  const at = api.value(1)
  const [x, y] = api.coord([api.value(0), at])
  const [low] = api.coord([api.value(2), at])
  const [high] = api.coord([api.value(3), at])
  const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke: color, lineWidth: 2 } })
  return {
    type: 'group' as const,
    children: [
      line(low, y, high, y),
      line(low, y - CAP, low, y + CAP),
      line(high, y - CAP, high, y + CAP),
      { type: 'circle' as const, shape: { cx: x, cy: y, r: RADIUS }, style: { fill: color } },
    ],
  }
}
