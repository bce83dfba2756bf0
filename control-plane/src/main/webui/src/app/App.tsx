import { AppShell, Box, Burger, Button, Group, NavLink, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { IconMoon, IconSearch, IconSun, IconUser } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { client } from '../api/client'
import { isSignedOut } from '../api/errors'
import { lazily } from '../lib/lazily'
import { useOnline } from '../live/useLive'
import { Failure, Loading } from '../ui/Async'
import { Boundary } from '../ui/Boundary'
import { useDensity } from '../ui/useDensity'
import { useMe } from '../ui/useRole'
import { NAVIGATION, type Destination } from './navigation'
import { useAllowed } from './useAllowed'
import { Pages, preparePage } from './Pages'
import classes from './app.module.css'

const CommandPalette = lazily(() => import('./CommandPalette'))
const Notices = lazily(() => import('./Notices'))
const SignInPage = lazily(() => import('../pages/sign-in/SignInPage'))

function Destinations({ items, close }: { items: Destination[]; close: () => void }) {
  const { pathname } = useLocation()
  const cache = useQueryClient()
  const allowed = items.filter(useAllowed())
  const active = allowed
    .filter(({ to }) => (to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0]
  return allowed.map(({ label, to, icon: Icon }) => (
    <NavLink
      key={to}
      component={Link}
      to={to}
      label={label}
      active={active?.to === to}
      aria-current={active?.to === to ? 'page' : undefined}
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
      className={classes.link}
      onClick={close}
      // A hand needs a moment from here to the click.
      onPointerEnter={() => void preparePage(cache, { pathname: to, search: '' })}
    />
  ))
}

function ColorScheme() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <Button variant="subtle" color="gray" size="compact-sm" aria-label={`Use the ${other} theme`} title={`Use the ${other} theme`} onClick={() => setColorScheme(other)}>
      {scheme === 'dark' ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </Button>
  )
}

/** Who is signed in, and how to sign out. */
function Account({ name, role }: { name: string; role: string }) {
  const cache = useQueryClient()
  const signOut = useMutation({ mutationFn: () => client.DELETE('/api/v1/session'), onSettled: () => cache.resetQueries() })
  const panel = useRef<HTMLDivElement>(null)
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" popoverTarget="account" leftSection={<IconUser size={16} aria-hidden />} aria-label={`Signed in as ${name}, ${role}`}>
        <span className={classes.wide}>{name}</span>
      </Button>
      <div id="account" ref={panel} popover="auto" className={classes.account}>
        <Text size="xs" c="dimmed" px="xs" style={{ overflowWrap: 'anywhere' }}>
          {name}, {role}
        </Text>
        <NavLink component={Link} to="/settings" label="Settings" onClick={() => panel.current?.hidePopover()} />
        <NavLink component="button" type="button" label="Sign out" disabled={signOut.isPending} onClick={() => signOut.mutate()} />
      </div>
    </>
  )
}

function Offline() {
  const online = useOnline()
  if (online) return null
  return (
    <div role="alert" className={classes.offline}>
      The browser is offline. What you see may be old, and actions fail until it is back.
    </div>
  )
}

/**
 * Whether nobody is signed in. It stays so until an answer names somebody: while the question is asked again its error is
 * gone, and the page that would show meanwhile would ask for its data, be refused, and have it asked once more.
 */
function useSignedOut({ isSuccess, error }: Pick<ReturnType<typeof useMe>, 'isSuccess' | 'error'>): boolean {
  const last = useRef(false)
  if (isSignedOut(error)) last.current = true
  else if (isSuccess) last.current = false
  return last.current
}

export function App() {
  const me = useMe()
  useDensity()
  const { pathname } = useLocation()
  const [opened, { toggle, close }] = useDisclosure()
  const [palette, setPalette] = useState(0)
  const openPalette = () => setPalette((n) => n + 1)
  useHotkeys([
    ['mod+K', openPalette],
    ['/', openPalette],
  ])
  useEffect(close, [pathname, close])
  // One place for the page: while the user is looked up, it already redeems the link, and must keep the answer.
  const signsIn = useSignedOut(me) || pathname === '/sign-in'
  const inside = me.data !== undefined && !signsIn
  return (
    <AppShell
      header={{ height: 52 }}
      {...(inside ? { navbar: { width: 236, breakpoint: 'sm', collapsed: { mobile: !opened } } } : {})}
      padding="md"
    >
      <AppShell.Header className={classes.header}>
        <a className={classes.skip} href="#main">
          Skip to content
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {inside && <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" aria-expanded={opened} />}
            <UnstyledButton component={Link} to="/" className={classes.brand}>
              <img src="/favicon.svg" alt="" width="22" height="22" /> <Text fw={700}>Cairn</Text>
            </UnstyledButton>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {inside && (
              <Button variant="default" size="compact-sm" leftSection={<IconSearch size={15} aria-hidden />} onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
                <span className={classes.wide}>Search or go to</span>
                <span className={classes.wide}>
                  <kbd className={classes.key}>Ctrl K</kbd>
                </span>
                <VisuallyHidden className={classes.narrow}>Search</VisuallyHidden>
              </Button>
            )}
            <ColorScheme />
            {me.data && !me.isError && <Account name={me.data.name} role={me.data.role} />}
          </Group>
        </Group>
      </AppShell.Header>
      {inside && (
        <AppShell.Navbar p="xs" aria-label="Main">
          <div className={classes.navigation}>
            {NAVIGATION.map(([group, items]) => (
              <div key={group} className={classes.group}>
                <Text size="xs" c="dimmed" fw={600} px="sm" pb={2}>
                  {group}
                </Text>
                <Destinations items={items} close={close} />
              </div>
            ))}
          </div>
        </AppShell.Navbar>
      )}
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Offline />
        {!signsIn && me.data === undefined && me.isError && (
          <Box mb="md">
            <Failure error={me.error} what="who you are, and so the navigation" retry={() => void me.refetch()} />
          </Box>
        )}
        {inside && palette > 0 && (
          <Suspense>
            <CommandPalette key={palette} />
          </Suspense>
        )}
        <Boundary at={pathname}>
          <Suspense fallback={<Loading what="the page" />}>{signsIn ? <SignInPage /> : <Pages />}</Suspense>
        </Boundary>
        {/* After the page, which needs them only when something is done. */}
        {inside && (
          <Suspense>
            <Notices />
          </Suspense>
        )}
      </AppShell.Main>
    </AppShell>
  )
}
