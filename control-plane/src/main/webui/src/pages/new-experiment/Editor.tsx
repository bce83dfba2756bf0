import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconRotate } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Confirm } from '../../ui/Confirm'
import { save } from '../../ui/save'
import { useSetSearchParams } from '../../ui/useSearchParam'
import { useMe, useRole } from '../../ui/useRole'
import { CheckPanel } from './CheckPanel'
import { documentOf, type Start } from './draft'
import { groupOf } from './groups'
import { JsonForm } from './JsonForm'
import { flatten, unknownSetting } from './settings'
import { SettingsForm } from './SettingsForm'
import type { Base } from './useBase'
import { useCheck } from './useCheck'
import { useDraft } from './useDraft'
import { useJson } from './useJson'
import { useSubmit } from './useSubmit'
import classes from './new-experiment.module.css'

/** The settings of a checked spec that the draft does not name. */
function untouched(spec: unknown, set: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flatten(spec)).filter(([path]) => !(path in set)))
}

/** The form or the JSON of a draft, and beside it what the server says. */
export function Editor({ start, base }: { start: Start; base: Base }) {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const patch = useSetSearchParams()
  const me = useMe()
  const mayCheck = useRole('operator')
  const { draft, change, forget } = useDraft(start, base.fresh)
  const asJson = params.get('as') === 'json'
  const json = useJson(start, base.values, draft, change)
  const broken = asJson && json.broken ? `The JSON cannot be read: ${json.broken.message}` : null
  const check = useCheck(start, draft, mayCheck)
  const submission = useSubmit(start, draft, (made) => {
    forget()
    notifications.show({ message: `Experiment ${made.name} #${made.id} is queued.`, color: 'green' })
    void navigate(`/experiments/${made.id}`)
  })
  const ready = check.state === 'valid' && broken === null && mayCheck && !submission.isPending && !submission.isSuccess
  const submit = () => {
    if (ready) submission.mutate()
  }
  useHotkeys([['mod+Enter', submit]], [])
  // Some defaults follow other settings: the limit of the mismatch follows the precision. The server knows.
  const spec = check.state === 'valid' ? check.preview?.spec : undefined
  const unchanged = useMemo(() => ({ ...base.values, ...untouched(spec, draft.set) }), [base.values, spec, draft.set])
  const values = useMemo(() => ({ ...unchanged, ...draft.set }), [unchanged, draft.set])
  const settings = useMemo(
    () => [...base.settings, ...Object.keys(draft.set).filter((path) => !(path in base.values)).map(unknownSetting)],
    [base, draft.set],
  )
  const changes = Object.keys(draft.set).length
  const goTo = (path: string) => {
    const isSetting = settings.some((one) => one.path === path)
    patch({ as: null, find: isSetting ? path : null, changed: null, group: groupOf(path).id })
  }
  return (
    <div className={classes.layout}>
      <div style={{ minWidth: 0 }}>
        <Group justify="space-between" mb="md" gap="sm">
          <Group gap="sm">
            <SegmentedControl
              aria-label="How to edit"
              data={[
                { value: 'form', label: 'Form' },
                { value: 'json', label: 'JSON' },
              ]}
              value={asJson ? 'json' : 'form'}
              disabled={broken !== null}
              onChange={(value) => patch({ as: value === 'json' ? 'json' : null })}
            />
            <Text size="sm" c="dimmed" role="status">
              {changes === 0 ? `As ${base.name}` : `${changes} changed from ${base.name}`}
            </Text>
          </Group>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={() => save('experiment.json', new Blob([`${JSON.stringify(documentOf(start, draft), null, 2)}\n`], { type: 'application/json' }))}
            >
              Save as a file
            </Button>
            <Confirm
              label="Discard changes"
              question={`Discard all changes from ${base.name}?`}
              consequence={`${changes === 1 ? 'One changed setting is' : `${changes} changed settings are`} reset, with tags and rules of retention.`}
              keep="Keep them"
              leftSection={<IconRotate size={15} aria-hidden />}
              disabled={JSON.stringify(draft) === JSON.stringify(base.fresh)}
              act={() => Promise.resolve(change(base.fresh))}
            />
          </Group>
        </Group>
        {asJson ? (
          <JsonForm text={json.text} onChange={json.edit} settings={base.settings} values={values} read={json.read} broken={json.broken} errors={check.errors} warnings={check.warnings} onRun={submit} />
        ) : (
          <SettingsForm settings={settings} base={unchanged} values={values} baseName={base.name} draft={draft} onChange={change} errors={check.errors} warnings={check.warnings} />
        )}
      </div>
      <aside className={classes.beside} aria-label="Check and submit">
        <CheckPanel
          check={check}
          forbidden={mayCheck ? null : `Checking and submitting need the role operator and a token that is not read-only; ${me.data?.name ?? 'you'} has the role ${me.data?.role ?? 'viewer'}. Save the draft as a file, or ask an admin for a token.`}
          broken={broken}
          submit={submit}
          submitting={submission.isPending || submission.isSuccess}
          submitError={submission.error}
          onGoTo={goTo}
        />
      </aside>
    </div>
  )
}
