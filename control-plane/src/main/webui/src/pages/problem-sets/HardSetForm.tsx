import { Modal, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../api/client'
import { SaveForm } from '../../ui/SaveForm'

/** Names the hard set of an experiment. */
export function HardSetForm({ close }: { close: () => void }) {
  const [name, setName] = useState('')
  const [experiment, setExperiment] = useState<number | string>('')
  const [description, setDescription] = useState('')
  return (
    <Modal opened onClose={close} title="Name a hard set" centered>
      <SaveForm save={() => client.POST('/api/v1/hard-sets', { body: { name, experiment: Number(experiment), description } })} close={close} label="Name it">
        <TextInput
          label="Name"
          description="A letter or digit, then letters, digits, dots, underscores and hyphens; it can't be moved to another hard set"
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput label="Experiment" description="The number of an experiment whose screening has finished" required min={1} allowDecimal={false} hideControls value={experiment} onChange={setExperiment} />
        <Textarea label="Description" maxLength={1000} autosize minRows={2} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
      </SaveForm>
    </Modal>
  )
}
