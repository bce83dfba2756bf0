package dev.cairn.lists;

import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;

/** Runs over all experiments. */
@Singleton
public final class RunLists {
    /** The FROM clause in whose names a {@link RunFilter} is written. */
    public static final String FROM = RunFields.FROM;

    private final KeysetList list;
    private final ExperimentStore experiments;

    public RunLists(JdbcRunner jdbc, ExperimentStore experiments) {
        this.list = new KeysetList(jdbc, "runs", FROM, RunFields.ALL);
        this.experiments = experiments;
    }

    /** @throws InvalidQueryException if filter, sort, limit or cursor can't be used */
    public Page<Run> page(ListQuery query) {
        KeysetList.Ids ids = list.page(query);
        return new Page<>(experiments.runs(runs(ids.ids())), ids.next());
    }

    /** Runs that a filter finds, oldest first. */
    public List<RunId> matching(RunFilter filter, int limit) {
        return runs(list.matching(filter.where(), limit));
    }

    private static List<RunId> runs(List<Long> ids) {
        return ids.stream().map(RunId::new).toList();
    }
}
