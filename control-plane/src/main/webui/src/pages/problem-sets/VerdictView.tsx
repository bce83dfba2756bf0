import { Badge, Card, Group, Text, type MantineColor } from '@mantine/core'
import { HostileText } from '../../ui/text/HostileText'
import { MathsText } from '../../ui/text/MathsText'
import { sentence } from '../../lib/format'
import type { BothVerdicts, RuleVerdict } from './grader'
import classes from './problem-sets.module.css'

const LOOKS: Record<string, [sign: string, color: MantineColor]> = {
  verified: ['✓', 'green'],
  different: ['✕', 'red'],
  unparsable: ['?', 'orange'],
  timed_out: ['◷', 'orange'],
  no_answer: ['∅', 'gray'],
}

function Parsed({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      {text === '' ? <Text size="sm">nothing</Text> : <div className={classes.mono}><HostileText text={text} /></div>}
    </div>
  )
}

function Rule({ name, verdict }: { name: string; verdict: RuleVerdict }) {
  const [sign, color] = LOOKS[verdict.verdict] ?? ['', 'gray']
  return (
    <Card withBorder padding="sm" data-rule={name} data-verdict={verdict.verdict}>
      <Group gap="xs" mb={6}>
        <Text fw={600} size="sm">
          {name}
        </Text>
        <Badge variant="outline" color={color} radius="sm" tt="none" leftSection={<span aria-hidden>{sign}</span>} styles={{ root: { color: 'var(--mantine-color-text)' } }}>
          {verdict.verdict.replaceAll('_', ' ')}
        </Badge>
      </Group>
      <Text size="sm" component="div" mb={6}>
        <HostileText text={sentence(verdict.reason)} />
      </Text>
      <Parsed name="The reference was read as" text={verdict.reference} />
      <Parsed name="The answer was read as" text={verdict.answer} />
    </Card>
  )
}

/** Both rules' verdicts on one pair, how each side was read, and why. */
export function VerdictView({ index, verdicts, isCompletion }: { index: number; verdicts: BothVerdicts; isCompletion: boolean }) {
  const { boxed, strict, mathVerify } = verdicts
  return (
    <section aria-label={`Verdicts on pair ${index}`}>
      <Text size="sm" fw={600} mb={4}>
        Pair {index}
        {strict.verdict !== mathVerify.verdict && ': the rules differ'}
      </Text>
      {isCompletion && (
        <Group gap={6} mb={6} align="baseline">
          <Text size="sm" c="dimmed">
            In the box:
          </Text>
          {boxed == null ? (
            <Text size="sm">no complete \boxed{'{…}'}</Text>
          ) : (
            <>
              <span className={classes.mono}>
                <HostileText text={boxed} inline />
              </span>
              <MathsText text={`$${boxed}$`} />
            </>
          )}
        </Group>
      )}
      <div className={classes.verdicts}>
        <Rule name="STRICT" verdict={strict} />
        <Rule name="MATH_VERIFY" verdict={mathVerify} />
      </div>
    </section>
  )
}
