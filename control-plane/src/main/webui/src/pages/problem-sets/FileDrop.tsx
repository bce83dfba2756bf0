import { Button, FileButton, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import classes from './problem-sets.module.css'

/** Where a file is dropped or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton onChange={(file) => file && onFile(file)} inputProps={{ 'aria-label': 'Problem file' }}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileUpload size={16} aria-hidden />}>
            Choose a file
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed" mt="xs">
        or drop one here: JSON Lines, JSON arrays, CSV or Parquet, each also with gzip; at most 256 MiB unless configured otherwise. Nothing is stored before you say so.
      </Text>
    </div>
  )
}
