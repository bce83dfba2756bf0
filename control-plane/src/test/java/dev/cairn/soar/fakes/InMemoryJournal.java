package dev.cairn.soar.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journal that keeps results as JSON, as the real one does, and can die around a commit. */
public final class InMemoryJournal implements Journal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long run;
    private final long fence;
    private final Committed committed;
    private final Map<Unit<?>, Integer> attempts = new HashMap<>();
    private @Nullable Unit<?> dieAt;
    private Moment dieWhen = Moment.BEFORE_COMMIT;

    /** Where a process dies. */
    public enum Moment {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** What a database would hold. */
    private static final class Committed {
        private final Map<Unit<?>, String> results = new LinkedHashMap<>();
        private final Map<Unit<?>, List<Rollout>> rollouts = new HashMap<>();
    }

    public InMemoryJournal(long run) {
        this(run, 1, new Committed());
    }

    private InMemoryJournal(long run, long fence, Committed committed) {
        this.run = run;
        this.fence = fence;
        this.committed = committed;
    }

    /** The same run's journal under its next owner. */
    public InMemoryJournal takenOver() {
        return new InMemoryJournal(run, fence + 1, committed);
    }

    public void dieAt(Unit<?> unit, Moment moment) {
        dieAt = unit;
        dieWhen = moment;
    }

    @Override
    public <R extends UnitResult> R once(Unit<R> key, Work<R> work) throws InterruptedException {
        String stored = stored(key);
        if (stored == null) {
            Output<R> output = work.run(attempt(key));
            stored = commit(key, output);
        }
        return parse(stored, key.kind().result());
    }

    /** Units in the order of their commits. */
    public List<Unit<?>> units() {
        synchronized (committed) {
            return List.copyOf(committed.results.keySet());
        }
    }

    public <R extends UnitResult> R result(Unit<R> key) {
        return parse(
                Objects.requireNonNull(stored(key), () -> key + " is not done"),
                key.kind().result());
    }

    public List<Rollout> rollouts(Unit<?> key) {
        synchronized (committed) {
            return Objects.requireNonNull(committed.rollouts.get(key), () -> key + " is not done");
        }
    }

    /** Everything committed, by unit, without what only names the attempt: equal for equal runs. */
    public Map<String, String> comparable() {
        synchronized (committed) {
            Map<String, String> all = new TreeMap<>();
            committed.results.forEach(
                    (key, json) -> all.put(key.text(), json.replaceAll("/f\\d+\\.\\d+", "") + rollouts(key)));
            return all;
        }
    }

    private @Nullable String stored(Unit<?> key) {
        synchronized (committed) {
            return committed.results.get(key);
        }
    }

    private Attempt attempt(Unit<?> key) {
        synchronized (attempts) {
            return new Attempt(run, fence, attempts.merge(key, 1, Integer::sum), key, (done, total, what) -> {});
        }
    }

    private <R extends UnitResult> String commit(Unit<?> key, Output<R> output) {
        dieIf(key, Moment.BEFORE_COMMIT);
        String json = write(output.result());
        synchronized (committed) {
            if (committed.results.putIfAbsent(key, json) != null) {
                throw new IllegalStateException(key + " was committed before");
            }
            committed.rollouts.put(key, new ArrayList<>(output.rollouts()));
        }
        dieIf(key, Moment.AFTER_COMMIT);
        return json;
    }

    private void dieIf(Unit<?> key, Moment moment) {
        if (key.equals(dieAt) && moment == dieWhen) {
            throw new Calls.Killed(key + " " + moment);
        }
    }

    private static String write(UnitResult result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <R extends UnitResult> R parse(String json, Class<R> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
