import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { toleranceFault, type Case } from './grader'
import classes from './problem-sets.module.css'

interface Props {
  index: number
  value: Case
  onChange: (value: Case) => void
  onRemove: (() => void) | null
}

/** The fields of one pair. */
export function CaseForm({ index, value, onChange, onRemove }: Props) {
  const isCompletion = value.kind === 'completion'
  return (
    <fieldset className={classes.fieldset}>
      <legend>Pair {index}</legend>
      <div className={classes.case}>
        <div>
          <NativeSelect
            label="What is graded"
            data={[
              { value: 'completion', label: 'A whole completion, with its \\boxed{…}' },
              { value: 'answer', label: 'An answer alone' },
            ]}
            value={value.kind}
            onChange={(event) => onChange({ ...value, kind: event.currentTarget.value as Case['kind'] })}
          />
          <Textarea
            mt={6}
            label={isCompletion ? 'Completion' : 'Answer'}
            autosize
            minRows={isCompletion ? 3 : 1}
            maxRows={14}
            value={value.text}
            onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
            placeholder={isCompletion ? 'So the answer is \\boxed{\\frac12}.' : '\\frac12'}
            spellCheck={false}
          />
        </div>
        <Textarea
          label="Reference answer"
          autosize
          minRows={1}
          value={value.reference}
          onChange={(event) => onChange({ ...value, reference: event.currentTarget.value })}
          placeholder="0.5"
          spellCheck={false}
        />
        <TextInput
          label="Tolerance"
          value={value.tolerance}
          onChange={(event) => onChange({ ...value, tolerance: event.currentTarget.value })}
          placeholder="none"
          inputMode="decimal"
          error={toleranceFault(value)}
        />
        {onRemove && (
          <Button variant="default" size="xs" onClick={onRemove} aria-label={`Remove pair ${index}`}>
            Remove
          </Button>
        )}
      </div>
    </fieldset>
  )
}
