/** A progress bar with its numbers as text. */
export function Meter({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <span className="meter">
      <progress value={Math.min(done, total)} max={Math.max(1, total)} aria-label={label} />
      <span className="num">
        {done} / {total}
      </span>
    </span>
  )
}
