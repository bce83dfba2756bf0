import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './access.module.css'

interface Props {
  title: string
  /** Copied by the button; a secret is in no cache and no address. */
  secret: string
  /** What it is called in the button: 'token'. */
  what: string
  children?: ReactNode
  dismiss: () => void
}

/** A text with a button that copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <Group gap="xs" align="center">
      <Code className={classes.secret} tabIndex={0} role="group" aria-label={`The ${what}`}>
        {text}
      </Code>
      <CopyButton value={text} timeout={3000}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />} onClick={copy} aria-live="polite">
            {copied ? 'Copied' : `Copy ${what}`}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}

/** A secret that is shown once, until the reader puts it away. */
export function Secret({ title, secret, what, children, dismiss }: Props) {
  return (
    <Alert color="green" variant="light" icon={<IconKey aria-hidden />} title={title} role="status" className={classes.made}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">Copy it now: it is shown only this once, and cannot be read again.</Text>
        <Copyable text={secret} what={what} />
        {children}
        <Button size="xs" variant="default" onClick={dismiss}>
          Done, hide it
        </Button>
      </Stack>
    </Alert>
  )
}
