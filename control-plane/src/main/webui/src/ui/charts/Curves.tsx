import { useMemo } from 'react'
import { number } from '../../lib/format'
import { Chart } from './Chart'
import type { ChartOption } from './echarts'

export interface Curve {
  name: string
  /** [x, y]; a missing y leaves a gap. */
  points: [x: number, y: number | null][]
  /** [x, low, high], drawn as a band behind the curve. */
  band?: [x: number, low: number, high: number][]
  color?: string
  dashed?: boolean
  /** Drawn as points without a line. */
  dots?: boolean
  step?: boolean
  /** Only a line, whatever the number of points. */
  plain?: boolean
  /** The values behind a smoothed curve of the same name: thin and pale, without a read-out. */
  faint?: boolean
}

export interface CurvesProps {
  curves: Curve[]
  xName: string
  yName: string
  label: string
  fileName: string
  height?: number
  /** Horizontal lines such as tau: [name, y]. */
  levels?: [name: string, y: number][]
  /** Vertical marks such as promotions: [name, x]. */
  marks?: [name: string, x: number][]
  logarithmic?: boolean
  onPoint?: (curve: string, x: number) => void
  /** The plot was clicked anywhere: the nearest whole x. */
  onX?: (x: number) => void
}

/** Told apart also by readers who see few colours (Okabe and Ito), each dark enough on white and light enough on black. */
export const COLORS = ['#3b6fd4', '#d9661f', '#1f9e77', '#b5479d', '#8a7500', '#0e93b8', '#c2374b', '#6b6f7a', '#7a52c7', '#5b8a1e']

/** A point between two gaps has no line, so it must be drawn as a point. */
const hasGaps = ({ points }: Curve) => points.length <= 2_000 && points.some(([, y]) => y === null)

/** Up to here the wheel is enough to zoom. */
const FEW = 50

/** How a chart over so many places is zoomed, and the room that it needs below: the slider comes only with many. */
export function zoom(places: number) {
  const inside = { type: 'inside' as const, filterMode: 'none' as const }
  return places > FEW
    ? { bottom: 74, dataZoom: [inside, { type: 'slider' as const, height: 18, bottom: 8, filterMode: 'none' as const }] }
    : { bottom: 46, dataZoom: [inside] }
}

const colorOf = (curve: Curve, index: number) => curve.color ?? COLORS[index % COLORS.length] ?? '#3b6fd4'

/** Curves with bands, marks and levels; the wheel or, for long ones, the slider zooms, hovering reads the values. Many points are thinned out for drawing only. */
export function Curves({ curves, xName, yName, label, fileName, height = 320, levels = [], marks = [], logarithmic = false, onPoint, onX }: CurvesProps) {
  const option = useMemo<ChartOption>(() => {
    const series = curves.flatMap((curve, index) => {
      const color = colorOf(curve, index)
      const band = curve.band
        ? [
            // Of the series with one name the legend shows the first one's colour.
            { name: curve.name, type: 'line' as const, color, data: curve.band.map(([x, low]) => [x, low]), lineStyle: { opacity: 0 }, showSymbol: false, stack: `band-${index}`, silent: true, tooltip: { show: false } },
            {
              name: curve.name,
              type: 'line' as const,
              data: curve.band.map(([x, low, high]) => [x, high - low]),
              lineStyle: { opacity: 0 },
              areaStyle: { color, opacity: 0.18 },
              showSymbol: false,
              stack: `band-${index}`,
              stackStrategy: 'all' as const,
              silent: true,
              tooltip: { show: false },
            },
          ]
        : []
      return [
        ...band,
        {
          name: curve.name,
          type: 'line' as const,
          data: curve.points,
          color,
          lineStyle: {
            width: curve.dots ? 0 : curve.faint ? 1 : 2,
            type: curve.dashed ? ('dashed' as const) : ('solid' as const),
            opacity: curve.faint ? 0.35 : 1,
          },
          ...(curve.faint ? { silent: true, tooltip: { show: false } } : {}),
          symbol: 'circle',
          symbolSize: curve.dots ? 7 : curve.points.length <= 60 ? 6 : 4,
          showSymbol: !curve.plain && !curve.faint && (curve.dots === true || curve.points.length <= 60 || hasGaps(curve)),
          ...(curve.dots || hasGaps(curve) ? { showAllSymbol: true } : {}),
          ...(curve.step ? { step: 'end' as const } : {}),
          ...(curve.points.length > 2_000 ? { sampling: 'lttb' as const } : {}),
          connectNulls: false,
          ...(index === 0
            ? {
                markLine: {
                  symbol: 'none',
                  silent: true,
                  data: [
                    ...levels.map(([name, y]) => ({ yAxis: y, name, label: { formatter: name, position: 'insideEndTop' as const }, lineStyle: { type: 'dotted' as const, color: '#8a929e' } })),
                    ...marks.map(([name, x]) => ({ xAxis: x, name, label: { formatter: name, position: 'end' as const, color: '#d9661f', fontSize: 14, distance: 2 }, lineStyle: { type: 'dashed' as const, color: '#d9661f', opacity: 0.7 } })),
                  ],
                },
              }
            : {}),
        },
      ]
    })
    const { bottom, dataZoom } = zoom(Math.max(0, ...curves.map(({ points }) => points.length)))
    return {
      grid: { left: 60, right: 24, top: curves.length > 1 || marks.length > 0 ? 40 : 14, bottom },
      // A single curve is named by its axis.
      legend: { top: 0, type: 'scroll', show: curves.length > 1, data: [...new Set(curves.map(({ name }) => name))] },
      tooltip: {
        trigger: 'axis',
        confine: true,
        order: 'valueDesc',
        valueFormatter: (value: unknown) => (typeof value === 'number' ? number(value, 4) : '–'),
      },
      xAxis: { type: 'value', name: xName, nameLocation: 'middle', nameGap: 26, min: 'dataMin', max: 'dataMax', minInterval: 1 },
      yAxis: { type: logarithmic ? 'log' : 'value', name: yName, nameLocation: 'middle', nameGap: 44, scale: true, ...(height < 260 ? { splitNumber: 4 } : {}) },
      dataZoom,
      aria: { enabled: false },
      series,
    } as ChartOption
  }, [curves, xName, yName, levels, marks, logarithmic, height])
  const table = useMemo(() => {
    const xs = [...new Set(curves.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b)
    const values = curves.map(({ points }) => new Map(points))
    return { header: [xName, ...curves.map(({ name, faint }) => (faint ? `${name}, not smoothed` : name))], rows: xs.map((x) => [x, ...values.map((of) => of.get(x) ?? null)]).filter(([, ...ys]) => ys.some((y) => y !== null)) }
  }, [curves, xName])
  return <Chart option={option} height={height} label={label} fileName={fileName} table={table} {...(onPoint ? { onPoint } : {})} {...(onX ? { onX } : {})} />
}
