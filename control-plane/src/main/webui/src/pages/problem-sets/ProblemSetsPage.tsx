import { Tabs } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { Page } from '../../ui/Page'
import { useSetSearchParams } from '../../ui/useSearchParam'
import { GraderTab } from './GraderTab'
import { HardSetsTab } from './HardSetsTab'
import { SetsTab } from './SetsTab'
import { UploadTab } from './UploadTab'

const TABS = ['sets', 'hard', 'upload', 'grader'] as const

const TITLES = { sets: 'Problem sets', hard: 'Hard sets', upload: 'Upload a problem set', grader: 'Try the grader' }

/** /problem-sets: the stored sets, named hard sets, the upload of another set, and the grader to try. */
export default function ProblemSetsPage() {
  const [params] = useSearchParams()
  const patch = useSetSearchParams()
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'sets'
  return (
    <Page title="Problem sets" tab={TITLES[tab]} lead="Problems with their reference answers. A set is stored once under its name, and never changes.">
      <Tabs value={tab} onChange={(next) => patch({ tab: next === 'sets' ? null : next })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="sets">Sets</Tabs.Tab>
          <Tabs.Tab value="hard">Hard sets</Tabs.Tab>
          <Tabs.Tab value="upload">Upload</Tabs.Tab>
          <Tabs.Tab value="grader">Try the grader</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sets">
          <SetsTab />
        </Tabs.Panel>
        <Tabs.Panel value="hard">
          <HardSetsTab />
        </Tabs.Panel>
        <Tabs.Panel value="upload">
          <UploadTab />
        </Tabs.Panel>
        <Tabs.Panel value="grader">
          <GraderTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
