import type { OuterStep } from '../../api/types'
import { averageLines, describe, linear, path, ticks, valueRange, type Box, type Scale } from '../../lib/chart'
import { signed } from '../../lib/format'
import { useWidth } from '../../ui/useWidth'

const HEIGHT = 244
const MARGIN = { left: 52, right: 16, top: 22, bottom: 44 }

interface Plot {
  box: Box
  x: Scale
  y: Scale
}

function Axes({ plot: { box, x, y }, low, high, last }: { plot: Plot; low: number; high: number; last: number }) {
  return (
    <g className="axes">
      {ticks(low, high, 5).map((value) => (
        <g key={value}>
          <line x1={box.left} x2={box.width - box.right} y1={y(value)} y2={y(value)} className={value === 0 ? 'zero' : ''} />
          <text x={box.left - 8} y={y(value)} dy="0.32em" textAnchor="end">
            {signed(value, 2)}
          </text>
        </g>
      ))}
      {ticks(0, last, Math.min(10, Math.max(1, last), Math.max(1, Math.floor(box.width / 60))))
        .filter(Number.isInteger)
        .map((t) => (
          <text key={t} x={x(t)} y={box.height - 26} textAnchor="middle">
            {t}
          </text>
        ))}
      <text x={(box.left + box.width - box.right) / 2} y={box.height - 8} textAnchor="middle">
        outer step
      </text>
    </g>
  )
}

function Promotions({ plot: { box, x }, steps }: { plot: Plot; steps: OuterStep[] }) {
  return (
    <g className="promotions">
      {steps
        .filter((step) => step.promoted)
        .map((step) => (
          <g key={step.outerStep}>
            <line x1={x(step.outerStep)} x2={x(step.outerStep)} y1={box.top} y2={box.height - box.bottom} />
            <text x={x(step.outerStep)} y={box.top - 7} textAnchor="middle">
              ★
            </text>
          </g>
        ))}
    </g>
  )
}

function Curves({ plot: { x, y }, steps }: { plot: Plot; steps: OuterStep[] }) {
  const lines = averageLines(steps)
  return (
    <>
      <g className="means">
        {steps.map(
          (step) =>
            step.meanReward != null && (
              <circle key={step.outerStep} cx={x(step.outerStep)} cy={y(step.meanReward)} r="3">
                <title>{`step ${step.outerStep}: mean reward ${signed(step.meanReward, 4)}`}</title>
              </circle>
            ),
        )}
      </g>
      <g className="average">
        {lines.map((line, i) => (
          <path key={i} d={path(line, x, y)} />
        ))}
        {lines.flat().map((point) => (
          <circle key={point.t} cx={x(point.t)} cy={y(point.value)} r="2.5">
            <title>{`step ${point.t}: moving average ${signed(point.value, 4)}`}</title>
          </circle>
        ))}
      </g>
    </>
  )
}

/** The gate over time: the moving average against tau. The table below has the same numbers. */
export function AverageChart({ steps, planned }: { steps: OuterStep[]; planned: number }) {
  const [ref, width] = useWidth(900)
  const box: Box = { width, height: HEIGHT, ...MARGIN }
  const [low, high] = valueRange(steps)
  const last = Math.max(1, planned - 1)
  const plot: Plot = {
    box,
    x: linear([0, last], [box.left + 8, width - box.right - 8]),
    y: linear([low, high], [box.height - box.bottom, box.top]),
  }
  const tau = steps.find((step) => step.tau != null)?.tau ?? null

  return (
    <figure className="chart">
      <figcaption>
        Reward by outer step: <span className="key average">moving average</span>{' '}
        <span className="key mean">mean reward of the step</span> <span className="key tau">tau {tau ?? ''}</span>{' '}
        <span className="key star">promotion</span>
      </figcaption>
      <div ref={ref}>
        <svg width={width} height={HEIGHT} role="img" aria-label={describe(steps)}>
          <Axes plot={plot} low={low} high={high} last={last} />
          {tau != null && (
            <line className="tau" x1={box.left} x2={width - box.right} y1={plot.y(tau)} y2={plot.y(tau)} />
          )}
          <Promotions plot={plot} steps={steps} />
          <Curves plot={plot} steps={steps} />
        </svg>
      </div>
    </figure>
  )
}
