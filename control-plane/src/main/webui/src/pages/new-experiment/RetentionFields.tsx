import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'
import { RETENTION_KINDS, type Draft, type RetentionKind, type RetentionRule } from './draft'
import { ownAria } from './ownAria'
import type { Finding } from './useCheck'
import classes from './new-experiment.module.css'

const ABOUT: Record<RetentionKind, string> = {
  rolloutText: 'texts of rollouts; their numbers stay',
  metricPoints: 'points of the metrics that the trainer names itself',
  adapters: 'files of policies; their rows stay',
}

const KEEP: { value: RetentionRule['keep']; label: string }[] = [
  { value: 'ALL', label: 'ALL: everything stays' },
  { value: 'SAMPLED', label: "SAMPLED: one in sixteen, and all of the teacher's texts" },
  { value: 'PROMOTED', label: 'PROMOTED: what belongs to promoted students' },
  { value: 'NONE', label: 'NONE: nothing stays' },
]

const MOST_DAYS = 36_500

interface Props {
  retention: Draft['retention']
  onChange: (retention: Draft['retention']) => void
  errors: Finding[]
}

function Rule({ kind, rule, onChange, errors }: { kind: RetentionKind; rule: RetentionRule | undefined; onChange: (rule: RetentionRule | undefined) => void; errors: Finding[] }) {
  const id = useId()
  const days = rule?.afterDays ?? 0
  const wrong = Number.isInteger(days) && days >= 0 && days <= MOST_DAYS ? errors[0]?.message : `Days: a whole number from 0 to ${MOST_DAYS.toLocaleString('en')}.`
  return (
    <div className={classes.field} data-changed={rule !== undefined || undefined} data-wide>
      <span className={classes.name}>
        <span className={classes.path}>retention.</span>
        {kind}
      </span>
      <Group gap="xs" align="flex-start" wrap="wrap">
        <NativeSelect
          aria-label={`What is kept of ${kind}`}
          aria-describedby={id}
          {...ownAria}
          data={[{ value: '', label: "as the control plane's own rule says" }, ...KEEP]}
          value={rule?.keep ?? ''}
          onChange={({ currentTarget: { value } }) => onChange(value === '' ? undefined : { keep: value as RetentionRule['keep'], afterDays: days })}
        />
        {rule && (
          <TextInput
            aria-label={`Days after the end before ${kind} is removed`}
            aria-describedby={id}
            aria-invalid={wrong !== undefined}
            {...ownAria}
            w={130}
            inputMode="numeric"
            value={Number.isNaN(days) ? '' : String(days)}
            onChange={({ currentTarget: { value } }) => onChange({ keep: rule.keep, afterDays: value.trim() === '' ? NaN : Number(value) })}
            error={wrong !== undefined}
            rightSection={<span className={classes.unit}>days</span>}
            rightSectionWidth="4em"
          />
        )}
      </Group>
      <div id={id}>
        {rule && wrong && <div className={classes.wrong}>{wrong}</div>}
        <div className={classes.hint}>
          Kept of {ABOUT[kind]}. Days count from the end of the experiment&apos;s last run.
        </div>
      </div>
    </div>
  )
}

/** The experiment's own rules for what is kept after it has ended. */
export function RetentionFields({ retention, onChange, errors }: Props) {
  return RETENTION_KINDS.map((kind) => (
    <Rule
      key={kind}
      kind={kind}
      rule={retention[kind]}
      errors={errors.filter(({ path }) => path.startsWith(`retention.${kind}`))}
      onChange={(rule) => {
        const { [kind]: _, ...others } = retention
        onChange(rule === undefined ? others : { ...others, [kind]: rule })
      }}
    />
  ))
}
