import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { readTags, written } from './tags'
import type { Finding } from './useCheck'
import classes from './new-experiment.module.css'

interface Props {
  tags: Record<string, string>
  onChange: (tags: Record<string, string>) => void
  errors: Finding[]
}

/** The user's own labels, as one line of text. */
export function TagsField({ tags, onChange, errors }: Props) {
  const [text, setText] = useState(() => written(tags))
  const read = readTags(text)
  const outside = written(tags)
  useEffect(() => {
    // The tags may change elsewhere, as JSON or by another start.
    setText((now) => (written(readTags(now) ?? {}) === outside ? now : outside))
  }, [outside])
  const change = (next: string) => {
    setText(next)
    const found = readTags(next)
    if (found !== null) onChange(found)
  }
  const wrong = read === null ? 'Write each tag as key=value, with commas between.' : errors[0] ? `${errors[0].path} ${errors[0].message}` : null
  return (
    <div className={classes.field} data-changed={outside !== '' || undefined}>
      <TextInput
        label="tags"
        description="Your own labels, as key=value with commas between; lists are filtered by them"
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        placeholder="team=maths, sweep=lr"
        error={wrong}
        autoComplete="off"
        spellCheck={false}
      />
    </div>
  )
}
