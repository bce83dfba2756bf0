import { Autocomplete, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useId } from 'react'
import { ownAria } from './ownAria'
import { shown, typed, type Setting } from './settings'
import classes from './new-experiment.module.css'

interface Props {
  setting: Setting
  value: unknown
  onChange: (value: unknown) => void
  error: string | null
  /** Known values of a text, offered while typing. */
  known?: string[]
  describedBy: string
}

const FLAGS = ['true', 'false']
const LONG = /^prompts\./

/** The input of one setting, by its kind. */
export function SettingInput({ setting, value, onChange, error, known, describedBy }: Props) {
  const id = useId()
  const common = {
    id,
    'aria-label': setting.path,
    'aria-describedby': describedBy,
    'aria-invalid': error !== null,
    'data-setting': setting.path,
    ...ownAria,
    error: error !== null,
  }
  if (setting.kind === 'flag') {
    return <NativeSelect {...common} data={FLAGS} value={String(value)} onChange={(event) => onChange(event.currentTarget.value === 'true')} />
  }
  if (setting.kind === 'choice') {
    const words = setting.choices.map((choice) => choice.value)
    const odd = words.includes(shown(value)) ? [] : [shown(value)]
    return <NativeSelect {...common} data={[...odd, ...words]} value={shown(value)} onChange={(event) => onChange(event.currentTarget.value)} />
  }
  const change = (text: string) => onChange(typed(setting, text))
  if (LONG.test(setting.path)) {
    return (
      <Textarea {...common} autosize minRows={3} maxRows={14} spellCheck={false} classNames={{ input: classes.prompt }} value={shown(value)} onChange={(event) => change(event.currentTarget.value)} placeholder={setting.nullable ? 'none' : ''} />
    )
  }
  if (known) return <Autocomplete {...common} data={known} value={shown(value)} onChange={change} autoComplete="off" spellCheck={false} />
  const isNumber = setting.kind === 'whole' || setting.kind === 'real'
  return (
    <TextInput
      {...common}
      value={shown(value)}
      onChange={(event) => change(event.currentTarget.value)}
      placeholder={setting.nullable ? 'none' : ''}
      inputMode={isNumber ? (setting.kind === 'whole' ? 'numeric' : 'decimal') : 'text'}
      autoComplete="off"
      spellCheck={false}
      {...(setting.unit ? { rightSection: <span className={classes.unit}>{setting.unit}</span>, rightSectionWidth: `${setting.unit.length * 0.55 + 1.4}em`, rightSectionPointerEvents: 'none' as const } : {})}
    />
  )
}
