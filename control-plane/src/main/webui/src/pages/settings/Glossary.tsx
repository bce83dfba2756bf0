import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { GLOSSARY } from '../../lib/glossary'
import { Section } from '../../ui/Section'
import classes from './settings.module.css'

/** The words of the paper; each can be linked to. */
export function Glossary() {
  const [wanted, setWanted] = useState('')
  const text = wanted.trim().toLowerCase()
  const found = GLOSSARY.filter(({ term, meaning, sign }) => `${term} ${sign ?? ''} ${meaning}`.toLowerCase().includes(text))
  return (
    <div id="glossary" className={classes.anchor}>
      <Section title="Glossary">
        <Text size="sm" c="dimmed">
          The words of the paper and of Cairn. Steps, sets, repeats and questions count from 0 everywhere.
        </Text>
        <TextInput label="Find a word" value={wanted} onChange={(event) => setWanted(event.currentTarget.value)} w={280} maw="100%" />
        <dl className={classes.glossary}>
          {found.map(({ id, term, sign, meaning }) => (
            <div key={id} id={`term-${id}`} className={classes.term}>
              <dt>
                {term}
                {sign && <span className={classes.sign}>{sign}</span>}
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        {found.length === 0 && <Text size="sm">No word matches.</Text>}
      </Section>
    </div>
  )
}
