import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useSearchParams } from 'react-router'
import { Problem } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { useSetSearchParams } from '../../ui/useSearchParam'
import { useRole } from '../../ui/useRole'
import { CaseForm } from './CaseForm'
import { EMPTY, fromAddress, inAddress, isComplete, judge, type Case } from './grader'
import { VerdictView } from './VerdictView'
import classes from './problem-sets.module.css'

const MOST = 50

/** Grades pairs by both rules. Nothing is stored. */
export function GraderTab() {
  const [params] = useSearchParams()
  const patch = useSetSearchParams()
  const allowed = useRole('operator')
  const [cases, setCases] = useState<Case[]>(() => fromAddress(params.get('pairs')))
  const [judged, setJudged] = useState<{ index: number; one: Case }[]>([])
  const verdicts = useMutation({ mutationFn: judge })
  if (!allowed) {
    return (
      <Alert color="gray" variant="light" title="You may not use the grader">
        Grading needs the role operator. Ask an admin for a token with it.
      </Alert>
    )
  }
  const complete = cases.map((one, index) => ({ index, one })).filter(({ one }) => isComplete(one))
  const grade = (event: FormEvent) => {
    event.preventDefault()
    if (complete.length === 0) return
    patch({ pairs: inAddress(cases) }, { replace: true })
    setJudged(complete)
    verdicts.mutate(complete.map(({ one }) => one))
  }
  const change = (at: number, next: Case) => setCases(cases.map((one, i) => (i === at ? next : one)))
  return (
    <Stack>
      <Section title="Pairs">
        <Text size="sm" c="dimmed" maw="80ch">
          The answer of a completion is the content of its last \boxed{'{}'}. It is compared with the reference by both rules; grading.rule of an experiment says which one decides. Nothing is stored.
        </Text>
        <form onSubmit={grade}>
          <div className={classes.cases}>
            {cases.map((one, i) => (
              <CaseForm key={i} index={i} value={one} onChange={(next) => change(i, next)} onRemove={cases.length > 1 ? () => setCases(cases.filter((_, at) => at !== i)) : null} />
            ))}
            <Group gap="xs">
              <Button type="submit" loading={verdicts.isPending} disabled={complete.length === 0}>
                Grade {complete.length > 1 ? `${complete.length} pairs` : 'it'}
              </Button>
              <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} disabled={cases.length >= MOST} onClick={() => setCases([...cases, EMPTY])}>
                Add a pair
              </Button>
            </Group>
          </div>
        </form>
        <Problem error={verdicts.error} />
      </Section>
      {verdicts.data && (
        <Section title="Verdicts">
          <Stack role="status">
            {verdicts.data.map((both, i) => (
              <VerdictView key={i} index={judged[i]?.index ?? i} verdicts={both} isCompletion={judged[i]?.one.kind === 'completion'} />
            ))}
          </Stack>
        </Section>
      )}
    </Stack>
  )
}
