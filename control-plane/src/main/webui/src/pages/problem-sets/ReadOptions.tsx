import { Group, NativeSelect, TextInput } from '@mantine/core'
import { FORMATS, type Options } from './upload'
import classes from './problem-sets.module.css'

const COMPARISONS = [
  { value: 'MATHS', label: 'MATHS: as mathematics' },
  { value: 'TEXT', label: 'TEXT: character by character' },
]

/** How the file is read: its format or the names of its fields, and how answers are compared. */
export function ReadOptions({ options, onChange }: { options: Options; onChange: (options: Options) => void }) {
  const text = (name: 'question' | 'answer' | 'id' | 'model', label: string, placeholder: string) => (
    <TextInput
      label={label}
      value={options[name]}
      placeholder={placeholder}
      onChange={(event) => onChange({ ...options, [name]: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
      w={170}
    />
  )
  return (
    <details>
      <summary className={classes.summary}>How it is read</summary>
      <Group align="flex-start" gap="sm" mt="xs">
        <NativeSelect
          label="Format"
          data={Object.entries(FORMATS).map(([value, about]) => ({ value, label: `${value}: ${about}` }))}
          value={options.format}
          onChange={(event) => onChange({ ...options, format: event.currentTarget.value as Options['format'] })}
          maw="100%"
        />
        <NativeSelect
          label="Answers are compared as"
          data={COMPARISONS}
          value={options.comparison}
          onChange={(event) => onChange({ ...options, comparison: event.currentTarget.value as Options['comparison'] })}
        />
      </Group>
      <Group align="flex-start" gap="sm" mt="xs">
        {text('question', 'Field of the question', 'by its format')}
        {text('answer', 'Field of the answer', 'by its format')}
        {text('id', 'Field of the id', 'by its format')}
        {text('model', 'Measure prompts with model', 'builtin:chains')}
      </Group>
    </details>
  )
}
