import { Button, Group, Modal, Stack, Text, TextInput, type ButtonProps } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Problem } from './Async'

interface Props extends Pick<ButtonProps, 'size' | 'variant' | 'leftSection' | 'disabled'> {
  /** The button, which is a verb and its object: 'Cancel experiment'. */
  label: string
  /** The question: 'Cancel experiment chains?'. */
  question: string
  /** Says what is lost and what is kept. */
  consequence: ReactNode
  keep?: string
  act: () => Promise<unknown>
  /** What cannot be undone is confirmed by typing this. */
  typed?: string
}

/** A destructive action: it names what it destroys and asks first. Escape keeps everything. */
export function Confirm({ label, question, consequence, keep = 'Keep it', act, typed, ...button }: Props) {
  const cache = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const action = useMutation({
    mutationFn: act,
    onSuccess: () => setOpened(false),
    onSettled: () => cache.invalidateQueries(),
  })
  const open = () => {
    action.reset()
    setText('')
    setOpened(true)
  }
  return (
    <>
      <Button color="red" variant="outline" size="xs" {...button} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={question} centered>
        <Stack gap="sm">
          <Text size="sm" component="div">
            {consequence}
          </Text>
          {typed && (
            <TextInput label={`Type ${typed} to confirm`} value={text} onChange={(event) => setText(event.currentTarget.value)} autoComplete="off" />
          )}
          <Problem error={action.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={() => setOpened(false)}>
              {keep}
            </Button>
            <Button color="red" loading={action.isPending} disabled={typed !== undefined && text !== typed} onClick={() => action.mutate()}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
