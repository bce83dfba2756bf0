import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { init, type ChartOption, type EChartsType } from './echarts'

export interface DrawingProps {
  option: ChartOption
  height: number
  /** Read by screen readers in place of the picture. */
  label: string
  /** A point was clicked: its series and its x. */
  onPoint?: (series: string, x: number) => void
  /** The plot was clicked anywhere: the nearest whole x. */
  onX?: (x: number) => void
  /** Receives the chart for saving it as a picture. */
  onReady?: (chart: EChartsType) => void
}

const TEXT = { light: '#1f2933', dark: '#dfe5ec' } as const
const LINES = { light: '#d8dee6', dark: '#3a424e' } as const

/** Draws with ECharts; loaded only where a chart is shown. */
export default function Drawing({ option, height, label, onPoint, onX, onReady }: DrawingProps) {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const scheme = useComputedColorScheme('light')
  const clicked = useRef(onPoint)
  clicked.current = onPoint
  const placed = useRef(onX)
  placed.current = onX

  useEffect(() => {
    if (!element.current) return
    const made = init(element.current, null, { renderer: 'canvas' })
    chart.current = made
    made.on('click', (event) => {
      const value = event.value as unknown
      const x = Array.isArray(value) ? Number(value[0]) : Number(event.name)
      clicked.current?.(event.seriesName ?? '', x)
    })
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      if (placed.current && made.containPixel({ gridIndex: 0 }, [offsetX, offsetY])) {
        placed.current(Math.round(Number(made.convertFromPixel({ xAxisIndex: 0 }, offsetX))))
      }
    })
    made.getZr().on('mousemove', ({ offsetX, offsetY }) => {
      if (placed.current) made.getZr().setCursorStyle(made.containPixel({ gridIndex: 0 }, [offsetX, offsetY]) ? 'pointer' : 'default')
    })
    onReady?.(made)
    const within = element.current
    // It is also told the size that the chart was made for, and to resize is to draw all again.
    const observer = new ResizeObserver(() => {
      if (made.getWidth() !== within.clientWidth || made.getHeight() !== within.clientHeight) made.resize()
    })
    observer.observe(within)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
    // onReady is called once per chart.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  useEffect(() => {
    chart.current?.setOption(
      { animation: false, textStyle: { color: TEXT[scheme], fontFamily: 'inherit' }, ...themed(option, scheme) },
      { notMerge: true },
    )
  }, [option, scheme])

  return <div ref={element} style={{ height, width: '100%' }} role="img" aria-label={label} />
}

/** Axes, legend and tooltip in the colours of the page. */
function themed(option: ChartOption, scheme: 'light' | 'dark'): ChartOption {
  const text = TEXT[scheme]
  const line = LINES[scheme]
  const axis = (given: unknown) =>
    given === undefined
      ? undefined
      : {
          axisLine: { lineStyle: { color: line } },
          nameTextStyle: { color: text },
          splitLine: { lineStyle: { color: line } },
          ...(given as object),
          axisLabel: { color: text, ...(given as { axisLabel?: object }).axisLabel },
        }
  // Without an outline, which ECharts makes for a light page.
  const label = { color: text, textBorderWidth: 0 }
  const series = [option.series ?? []].flat().map((one) => {
    const { label: own, markLine } = one as { label?: object; markLine?: { label?: object } }
    return { ...one, ...(own ? { label: { ...label, ...own } } : {}), ...(markLine ? { markLine: { ...markLine, label: { ...label, ...markLine.label } } } : {}) }
  })
  const slider = { borderColor: line, textStyle: { color: text }, dataBackground: { lineStyle: { color: line }, areaStyle: { color: line } }, fillerColor: 'rgba(59, 111, 212, 0.15)', moveHandleStyle: { color: line } }
  return {
    ...option,
    series,
    ...(option.dataZoom ? { dataZoom: [option.dataZoom].flat().map((zoom) => ((zoom as { type?: string }).type === 'slider' ? { ...slider, ...zoom } : zoom)) } : {}),
    ...(option.xAxis ? { xAxis: axis(option.xAxis) } : {}),
    ...(option.yAxis ? { yAxis: axis(option.yAxis) } : {}),
    ...(option.legend ? { legend: { textStyle: { color: text }, ...(option.legend as object) } } : {}),
    tooltip: {
      backgroundColor: scheme === 'dark' ? '#1a1e25' : '#ffffff',
      borderColor: line,
      textStyle: { color: text },
      ...(option.tooltip as object | undefined),
    },
  } as ChartOption
}
