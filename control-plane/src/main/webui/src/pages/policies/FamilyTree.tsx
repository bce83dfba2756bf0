import { Group, Text } from '@mantine/core'
import { useMemo, useRef, type KeyboardEvent } from 'react'
import type { PolicyRecord } from '../../api/types'
import { policyLabel } from '../rollouts/unitLabel'
import classes from './policies.module.css'
import { neighbour, treeOf, type Node } from './tree'

const CELL = 26
/** Columns are at most so far apart, and further than that only while all of them fit into so much width. */
const WIDEST = 64
const COMFORTABLE = 880
const LEFT = 84
const TOP = 40

interface Props {
  policies: PolicyRecord[]
  chosen: string | null
  onChoose: (policy: string) => void
  /** What a column is: 'Outer step' or 'Segment'. */
  columnName: string
}

/** The policies of a run as a picture. One node takes part in the order of Tab; arrow keys go to the others. */
export function FamilyTree({ policies, chosen, onChoose, columnName }: Props) {
  const svg = useRef<SVGSVGElement>(null)
  const tree = useMemo(() => treeOf(policies), [policies])
  const y = (row: number) => TOP + row * CELL
  const pitch = Math.min(WIDEST, Math.max(CELL, COMFORTABLE / tree.columns))
  const x = (column: number) => LEFT + column * pitch
  const teacherY = y(tree.rows + 1) + 10
  const height = (tree.teachers.length > 0 ? teacherY : y(tree.rows)) + CELL
  const nodes = [...tree.students, ...tree.teachers]
  const focusable = nodes.some(({ policy }) => policy.policy === chosen) ? chosen : nodes[0]?.policy.policy
  const rowOf = (node: Node) => (node.policy.role === 'teacher' ? teacherY : y(node.column === 0 ? 0 : node.row + 1))
  const onKey = (event: KeyboardEvent, node: Node) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onChoose(node.policy.policy)
      return
    }
    const lane = node.policy.role === 'teacher' ? tree.teachers : tree.students
    const next = neighbour(lane, node, event.key) ?? otherLane(tree.students, tree.teachers, node, event.key)
    if (!next) return
    event.preventDefault()
    svg.current?.querySelector<SVGGElement>(`[data-policy="${CSS.escape(next.policy.policy)}"]`)?.focus()
    onChoose(next.policy.policy)
  }
  const last = x(tree.columns - 1)
  return (
    <div>
      <div className={classes.scroll} role="region" aria-label="Family tree, scrolls" tabIndex={0}>
        <svg ref={svg} width={Math.max(320, last + CELL * 2)} height={height} role="group" aria-label="Family tree: students by outer step under their baseline, and the teacher">
          <text className={classes.lane} x={8} y={y(0) + 4}>
            Baseline
          </text>
          {tree.rows > 0 && tree.columns > 1 && (
            <text className={classes.lane} x={8} y={y(1) + 4}>
              Students
            </text>
          )}
          {tree.teachers.length > 0 && (
            <text className={classes.lane} x={8} y={teacherY + 4}>
              Teacher
            </text>
          )}
          {Array.from({ length: tree.columns - 1 }, (_, t) => (
            <text key={t} className={classes.lane} x={x(t + 1)} y={14} textAnchor="middle">
              {tree.columns > 60 && t % 5 !== 0 ? '' : t}
            </text>
          ))}
          {tree.reigns.map(({ policy, from, to }) => (
            <line key={policy} className={classes.reign} x1={x(from)} x2={x(to) + CELL / 2} y1={y(0)} y2={y(0)} />
          ))}
          {tree.students
            .filter(({ column }) => column > 0)
            .map((node) => (
              <path
                key={node.policy.policy}
                className={node.policy.promoted ? classes.rise : classes.branch}
                d={node.policy.promoted ? `M${x(node.column)} ${rowOf(node)} h${CELL / 2} V${y(0)}` : `M${x(node.column)} ${y(0)} V${rowOf(node)}`}
              />
            ))}
          {tree.reigns.slice(1).map(({ policy, from }, i) => (
            <text key={policy} className={classes.lane} x={x(from) + CELL / 2} y={y(0) - 7} textAnchor="middle">
              {i + 1}
            </text>
          ))}
          {tree.teachers.length > 1 && <line className={classes.branch} x1={x(0)} x2={x(tree.teachers.at(-1)?.column ?? 0)} y1={teacherY} y2={teacherY} />}
          {nodes.map((node) => (
            <Dot
              key={node.policy.policy}
              node={node}
              x={x(node.column)}
              y={rowOf(node)}
              chosen={node.policy.policy === chosen}
              focusable={node.policy.policy === focusable}
              onChoose={() => onChoose(node.policy.policy)}
              onKey={(event) => onKey(event, node)}
            />
          ))}
        </svg>
      </div>
      <Group gap="md" mt={4}>
        <Text size="xs" c="dimmed">
          Columns: {columnName.toLowerCase()}s from 0. Filled: files are kept. Orange: promoted, with the number of the promotion. Arrow keys go from one policy to the next.
        </Text>
      </Group>
    </div>
  )
}

/** Down from the last student of a step to the teacher of the same step, and up again. */
function otherLane(students: Node[], teachers: Node[], node: Node, key: string): Node | null {
  if (key === 'ArrowDown' && node.policy.role === 'student') return teachers.find(({ column }) => column === node.column) ?? null
  if (key === 'ArrowUp' && node.policy.role === 'teacher') return students.findLast(({ column }) => column === node.column) ?? null
  return null
}

interface DotProps {
  node: Node
  x: number
  y: number
  chosen: boolean
  focusable: boolean
  onChoose: () => void
  onKey: (event: KeyboardEvent) => void
}

function Dot({ node: { policy }, x, y, chosen, focusable, onChoose, onKey }: DotProps) {
  const look = policy.promoted ? (policy.kept ? classes.promoted : classes.promotedGone) : policy.kept ? classes.kept : classes.gone
  const label = [policyLabel(policy.policy), policy.promoted ? 'promoted' : '', policy.kept ? '' : 'files removed'].filter(Boolean).join(', ')
  return (
    <g
      className={classes.node}
      role="button"
      tabIndex={focusable ? 0 : -1}
      aria-pressed={chosen}
      aria-label={label}
      data-policy={policy.policy}
      onClick={onChoose}
      onKeyDown={onKey}
      transform={`translate(${x} ${y})`}
    >
      <title>{label}</title>
      <rect x={-CELL / 2} y={-CELL / 2} width={CELL} height={CELL} fill="transparent" />
      <circle className={`${classes.dot} ${look}`} r={7} />
      {chosen && <circle className={classes.chosen} r={10} />}
    </g>
  )
}
