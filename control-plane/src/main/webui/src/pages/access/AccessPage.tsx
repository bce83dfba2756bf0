import { Alert, Tabs } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { Page } from '../../ui/Page'
import { useReads } from '../../ui/useRole'
import { useSearchParam } from '../../ui/useSearchParam'
import { Sessions } from './Sessions'
import { SignInLinks } from './SignInLinks'
import { SqlLogins } from './SqlLogins'
import { Tokens } from './Tokens'

const TABS = [
  ['tokens', 'Tokens', Tokens],
  ['sessions', 'Sessions', Sessions],
  ['links', 'Sign-in links', SignInLinks],
  ['sql', 'SQL logins', SqlLogins],
] as const

/** Who gets in, and with which rights. Everyone sees their own sessions; the rest is an admin's. */
export default function AccessPage() {
  const [tab, setTab] = useSearchParam('tab')
  const admin = useReads('admin')
  if (!admin) {
    return (
      <Page title="Access" lead="Your sessions in browsers.">
        <Sessions />
        <Alert color="gray" icon={<IconLock aria-hidden />} title="Tokens, sign-in links and SQL logins are managed by admins">
          Ask an admin for a token with another role, or for a login to the database.
        </Alert>
      </Page>
    )
  }
  const shown = TABS.find(([id]) => id === tab)?.[0] ?? 'tokens'
  return (
    <Page title="Access" lead="Tokens for programs and people, the sessions of browsers, links that sign in, and logins for psql and notebooks.">
      <Tabs value={shown} onChange={(next) => setTab(next === 'tokens' ? null : next)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map(([id, label]) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(([id, , Content]) => (
          <Tabs.Panel key={id} value={id}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}
