import { Alert, Button, List, Loader, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { messageOf, Problem } from '../../ui/Async'
import { Section } from '../../ui/Section'
import type { Check, Finding } from './useCheck'
import { Estimate } from './Estimate'
import { groupOf } from './groups'

const WORDS: Record<Check['state'], string> = {
  off: 'Not checked.',
  checking: 'Checking…',
  valid: 'Everything is in order.',
  invalid: 'It cannot be submitted like this.',
  failed: 'The control plane did not check it.',
}

interface Props {
  check: Check
  /** Why the reader may not submit; null if they may. */
  forbidden: string | null
  /** Why there is nothing to submit yet, such as text that is not JSON. */
  broken: string | null
  submit: () => void
  submitting: boolean
  submitError: unknown
  onGoTo: (path: string) => void
}

function Findings({ findings, color, onGoTo }: { findings: Finding[]; color: string; onGoTo: (path: string) => void }) {
  return (
    <List size="sm" spacing={4} listStyleType="none">
      {findings.map(({ path, message, allowed }) => (
        <List.Item key={`${path} ${message}`} c={color} style={{ overflowWrap: 'anywhere' }}>
          {path !== '' && (
            <Button variant="subtle" size="compact-xs" mih={24} px={2} onClick={() => onGoTo(path)} title={`Shows it in ${groupOf(path).title}`} styles={{ label: { overflowWrap: 'anywhere', whiteSpace: 'normal' } }}>
              {path}
            </Button>
          )}{' '}
          {message}
          {allowed && ` (allowed: ${allowed})`}
        </List.Item>
      ))}
    </List>
  )
}

/** What the server says about the draft, what it would cost, and the button that submits it. */
export function CheckPanel({ check, forbidden, broken, submit, submitting, submitError, onGoTo }: Props) {
  const ready = check.state === 'valid' && broken === null && forbidden === null
  return (
    <Section title="Check and submit">
      <div role="status" aria-live="polite" data-check={broken ? 'broken' : check.state}>
        <Text size="sm" fw={600}>
          {check.state === 'checking' && broken === null && <Loader size={12} mr={6} aria-hidden />}
          {broken ?? (check.state === 'valid' && check.warnings.length > 0 ? 'It can be submitted.' : WORDS[check.state])}
        </Text>
      </div>
      {check.errors.length > 0 && <Findings findings={check.errors} color="var(--mantine-color-error)" onGoTo={onGoTo} />}
      {check.warnings.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Worth a look before you submit
          </Text>
          <Findings findings={check.warnings} color="var(--cairn-accent)" onGoTo={onGoTo} />
        </div>
      )}
      {check.failure && (
        <Alert color="red" variant="light" role="alert">
          <Text size="sm">{messageOf(check.failure)}</Text>
          <Button mt="xs" size="xs" variant="default" onClick={check.again}>
            Check again
          </Button>
        </Alert>
      )}
      {forbidden && (
        <Alert color="gray" variant="light" title="You may look, but not submit">
          <Text size="sm">{forbidden}</Text>
        </Alert>
      )}
      {check.preview && <Estimate preview={check.preview} stale={check.state !== 'valid'} />}
      <Stack gap={6}>
        <Button type="submit" fullWidth loading={submitting} disabled={!ready} onClick={submit} aria-keyshortcuts="Control+Enter Meta+Enter">
          Submit experiment
        </Button>
        <Text size="xs" c="dimmed">
          Ctrl+Enter submits from anywhere on this page. The runs are queued at once; see the{' '}
          <Link to="/queue" style={{ color: 'var(--mantine-color-anchor)' }}>
            queue
          </Link>
          .
        </Text>
        <Problem error={submitError} />
      </Stack>
    </Section>
  )
}
