import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../api/client'
import { Problem } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { useRole } from '../../ui/useRole'
import { Secret } from './Secret'

/** Links that open the console and sign in once. */
export function SignInLinks() {
  const mayChange = useRole('admin')
  const make = useMutation({ mutationFn: async () => (await client.POST('/api/v1/sign-in-links')).data })
  return (
    <Section title="Sign-in link">
      <Text size="sm" maw="70ch">
        A link signs in one browser, once, with your role and your name: use it to open the console on another of your own machines. For other people, make a
        token with a role of their own. <code>ops/cairn sign-in</code> prints such a link too.
      </Text>
      <div>
        <Button onClick={() => make.mutate()} loading={make.isPending} disabled={!mayChange}>
          Make a sign-in link
        </Button>
        {!mayChange && (
          <Text size="sm" c="dimmed" mt={4}>
            Your token is read-only.
          </Text>
        )}
      </div>
      <Problem error={make.error} />
      {make.data?.url && (
        <Secret title="A link that signs in as you" secret={make.data.url} what="link" dismiss={make.reset}>
          <Text size="sm">It works once, within {make.data.expiresInMinutes} minutes.</Text>
        </Secret>
      )}
    </Section>
  )
}
