import { Button, Code, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { client } from '../../api/client'
import { isFirstUse, signInLink } from '../../lib/signIn'
import { messageOf } from '../../ui/Async'
import { Page } from '../../ui/Page'
import { useMe } from '../../ui/useRole'

type Shown = { code: string } | { token: string }

/** Everything cached was read as another user, or without signing in, so it is dropped. */
function useSignIn(done: () => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (shown: Shown) => (await client.POST('/api/v1/session', { body: shown })).data,
    onSuccess: async () => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== '/api/v1/me' })
      await cache.resetQueries({ queryKey: ['get', '/api/v1/me'] })
      done()
    },
  })
}

/** Shown at every address to users who are not signed in, and at /sign-in, the target of the link printed at start. */
export default function SignInPage() {
  const { pathname, search, hash } = useLocation()
  const navigate = useNavigate()
  const me = useMe()
  const [token, setToken] = useState('')
  const link = pathname === '/sign-in' ? signInLink(hash) : { code: null, to: pathname + search }
  const { mutate, isPending, isError, error } = useSignIn(() => void navigate(link.to, { replace: true }))

  useEffect(() => {
    if (link.code !== null && isFirstUse(link.code)) mutate({ code: link.code })
  }, [link.code, mutate])

  // A link that was used before still leads where it points, if its reader is signed in.
  useEffect(() => {
    if (isError && link.code !== null && me.data) void navigate(link.to, { replace: true })
  }, [isError, link.code, link.to, me.data, navigate])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ token: token.trim() })
  }

  return (
    <Page title="Sign in">
      <Stack maw="60ch">
        <Text>
          Open the link that <Code>ops/run</Code> or <Code>ops/serve</Code> printed, get a fresh one with{' '}
          <Code>ops/cairn sign-in</Code>, or paste a token. The first start wrote one to <Code>admin-token</Code> in
          Cairn&apos;s home directory: <Code>~/.cairn</Code>, or the one given with <Code>--home</Code>.
        </Text>
        <form onSubmit={submit}>
          <Stack gap="sm" align="flex-start">
            <PasswordInput
              label="Token"
              w="100%"
              autoFocus
              autoComplete="current-password"
              spellCheck={false}
              placeholder="cairn_…"
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              error={isError ? messageOf(error) : undefined}
            />
            <Button type="submit" disabled={token.trim() === ''} loading={isPending}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Stack>
    </Page>
  )
}
