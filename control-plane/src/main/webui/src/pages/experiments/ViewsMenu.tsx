import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconDeviceFloppy, IconSettings, IconUsers } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { api } from '../../api/client'
import type { components } from '../../api/openapi'
import { lazily } from '../../lib/lazily'
import { useMe, useRole } from '../../ui/useRole'
import classes from './quick.module.css'
import type { View } from './useView'

const SaveView = lazily(async () => ({ default: (await import('./SaveView')).SaveView }))
const ManageViews = lazily(async () => ({ default: (await import('./ManageViews')).ManageViews }))

type ListView = components['schemas']['ListView']

const isShown = (saved: ListView, now: View) =>
  saved.filter === now.filter && saved.sort === now.sort && saved.columns.join() === now.columns.join()

/** Views that are kept under names: picked, saved, managed. */
export function ViewsMenu({ view, show }: { view: View; show: (view: View) => void }) {
  const [asked, setAsked] = useState(false)
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  const mayChange = useRole('operator')
  const me = useMe().data?.name
  const saved = api.useQuery('get', '/api/v1/list-views', {}, { enabled: asked })
  const items = saved.data?.items ?? []
  const current = items.find((one) => isShown(one, view))
  const close = () => setDialog(null)
  return (
    <>
      <Menu position="bottom-end" width={280} onOpen={() => setAsked(true)}>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={15} aria-hidden />} maw={220}>
            {current ? current.name : 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {items.length === 0 && <Menu.Label>{saved.isError ? 'The views could not be loaded' : saved.data ? 'No view is saved yet' : 'Loading views…'}</Menu.Label>}
          {items.map((one) => (
            <Menu.Item
              key={one.id}
              onClick={() => show(one)}
              aria-current={one === current || undefined}
              fw={one === current ? 600 : undefined}
              rightSection={one.shared && <IconUsers size={14} aria-label="shared" />}
            >
              <span className={classes.wrap}>
                {one.name}
                {one.owner !== me && ` (${one.owner})`}
              </span>
            </Menu.Item>
          ))}
          {mayChange && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconDeviceFloppy size={15} aria-hidden />} onClick={() => setDialog('save')}>
                Save this view
              </Menu.Item>
              {items.length > 0 && (
                <Menu.Item leftSection={<IconSettings size={15} aria-hidden />} onClick={() => setDialog('manage')}>
                  Rename, share or delete views
                </Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === 'save' && <SaveView view={view} close={close} />}
        {dialog === 'manage' && <ManageViews views={items} now={view} close={close} />}
      </Suspense>
    </>
  )
}
