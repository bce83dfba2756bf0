import { Badge, Button, Group, Text } from '@mantine/core'
import { useId } from 'react'
import { groupOf } from './groups'
import type { Finding } from './useCheck'
import { Meaning } from './Meaning'
import { SettingInput } from './SettingInput'
import { allowed, fault, same, shown, type Setting } from './settings'
import classes from './new-experiment.module.css'

interface Props {
  setting: Setting
  value: unknown
  /** Its value in the start, and what that is called: 'chains'. */
  base: unknown
  baseName: string
  onChange: (value: unknown) => void
  onReset: () => void
  errors: Finding[]
  warnings: Finding[]
  known?: string[]
  /** Whether to show the whole path; inside a group the last parts are enough. */
  whole: boolean
}

const LONG_TEXT = 60

function worth(value: unknown): string {
  const text = shown(value)
  return text === '' ? 'none' : text.length > LONG_TEXT ? 'a text' : text
}

/** One setting: its name, symbol and meaning, its input, what is allowed, and what is wrong with it. */
export function SettingField({ setting, value, base, baseName, onChange, onReset, errors, warnings, known, whole }: Props) {
  const id = useId()
  const changed = !same(value, base)
  const own = fault(setting, value)
  const wrong = errors.length > 0 ? errors.map(({ message, allowed: range }) => `${message}${range ? ` (allowed: ${range})` : ''}`) : own ? [own] : []
  const range = allowed(setting)
  const chosen = setting.choices.find((choice) => choice.value === value)?.meaning
  const around = setting.path.slice(0, setting.path.length - setting.name.length)
  const within = groupOf(setting.path).paths.find((start) => around.startsWith(start)) ?? ''
  return (
    <div className={classes.field} data-changed={changed || undefined} data-wide={setting.path.startsWith('prompts.') || undefined}>
      <Group gap={6} justify="space-between" wrap="nowrap" mih={28}>
        <span className={classes.name} title={setting.path}>
          <span className={classes.path}>{whole ? around : around.slice(within.length)}</span>
          {setting.name}
          {setting.symbol && (
            <Badge ml={6} size="sm" variant="default" tt="none" title="The paper's symbol">
              {setting.symbol}
            </Badge>
          )}
        </span>
        {changed && (
          <Button size="compact-xs" variant="subtle" onClick={onReset} aria-label={`Reset ${setting.path} to ${worth(base)}`} style={{ flex: 'none', minHeight: 24 }}>
            Reset
          </Button>
        )}
      </Group>
      <SettingInput setting={setting} value={value} onChange={onChange} error={wrong[0] ?? null} describedBy={id} {...(known ? { known } : {})} />
      <div id={id}>
        {wrong.map((message) => (
          <div key={message} className={classes.wrong}>
            {message}
          </div>
        ))}
        {warnings.map(({ message }) => (
          <div key={message} className={classes.odd}>
            {message}
          </div>
        ))}
        <Text size="xs" mt={2}>
          <Meaning text={setting.meaning} />
        </Text>
        {chosen && (
          <Text size="xs" mt={2}>
            {shown(value)}: <Meaning text={chosen} />
          </Text>
        )}
        <div className={classes.hint}>
          {range && `${range} · `}default {worth(setting.default)}
          {!same(base, setting.default) && ` · ${baseName}: ${worth(base)}`}
          {changed && ` · changed from ${baseName}`}
        </div>
      </div>
    </div>
  )
}
