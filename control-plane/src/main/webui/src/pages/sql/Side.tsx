import { Tabs } from '@mantine/core'
import { api } from '../../api/client'
import type { AskedQuery, CookbookQuery, SavedQuery } from '../../api/types'
import { Async } from '../../ui/Async'
import { useSearchParam } from '../../ui/useSearchParam'
import { Connect } from './Connect'
import { CookbookList } from './CookbookList'
import { RecentQueries } from './RecentQueries'
import { SavedQueries } from './SavedQueries'
import { SchemaTree } from './SchemaTree'
import classes from './sql.module.css'

interface Props {
  saved: number | null
  onText: (sql: string) => void
  onSaved: (query: SavedQuery) => void
  onCookbook: (query: CookbookQuery) => void
  onRecent: (query: AskedQuery) => void
  onDeleted: (id: number) => void
}

/** What can be asked, and what was asked before. */
export function Side({ saved, onText, onSaved, onCookbook, onRecent, onDeleted }: Props) {
  const [tab, setTab] = useSearchParam('tab')
  const views = api.useQuery('get', '/api/v1/history/views', {}, { staleTime: Infinity })
  return (
    <Tabs value={tab ?? 'views'} onChange={(value) => setTab(value === 'views' ? null : value)} keepMounted={false} className={classes.panel}>
      <Tabs.List mb="xs">
        <Tabs.Tab value="views">Views</Tabs.Tab>
        <Tabs.Tab value="cookbook">Cookbook</Tabs.Tab>
        <Tabs.Tab value="saved">Saved</Tabs.Tab>
        <Tabs.Tab value="recent">Recent</Tabs.Tab>
        <Tabs.Tab value="connect">psql</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="views" className={classes.side}>
        <Async query={views} what="the views">
          {({ items }) => <SchemaTree views={items} choose={onText} />}
        </Async>
      </Tabs.Panel>
      <Tabs.Panel value="cookbook" className={classes.side}>
        <CookbookList choose={onCookbook} />
      </Tabs.Panel>
      <Tabs.Panel value="saved" className={classes.side}>
        <SavedQueries current={saved} choose={onSaved} deleted={onDeleted} />
      </Tabs.Panel>
      <Tabs.Panel value="recent" className={classes.side}>
        <RecentQueries choose={onRecent} />
      </Tabs.Panel>
      <Tabs.Panel value="connect" className={classes.side} tabIndex={0}>
        <Connect />
      </Tabs.Panel>
    </Tabs>
  )
}
