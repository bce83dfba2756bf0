import { Button, type ButtonProps } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { advice, messageOf } from './Async'

interface Props extends Pick<ButtonProps, 'size' | 'variant' | 'leftSection' | 'disabled' | 'color'> {
  act: () => Promise<unknown>
  /** Said when it has happened. */
  done?: string
  children: ReactNode
}

/** An action that loses nothing and so does not ask. A failure is said and stays until it is closed. */
export function ActButton({ act, done, children, ...button }: Props) {
  const cache = useQueryClient()
  const action = useMutation({
    mutationFn: act,
    onSuccess: () => done && notifications.show({ message: done, color: 'green' }),
    onError: (error) =>
      notifications.show({ title: 'That did not work', message: `${messageOf(error)} ${advice(error)}`, color: 'red', autoClose: false }),
    onSettled: () => cache.invalidateQueries(),
  })
  return (
    <Button variant="default" size="xs" {...button} loading={action.isPending} onClick={() => action.mutate()}>
      {children}
    </Button>
  )
}
