/** Saves a file on the reader's machine; a string is the address of its content. */
export function save(name: string, content: Blob | string) {
  const url = typeof content === 'string' ? content : URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  if (typeof content !== 'string') setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
