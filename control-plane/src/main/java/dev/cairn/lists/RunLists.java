package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists runs of all experiments. */
@Singleton
public final class RunLists {
    private final KeysetList list;
    private final ExperimentStore experiments;

    public RunLists(JdbcRunner jdbc, ExperimentStore experiments) {
        this.list = new KeysetList(jdbc, "runs", ListScope::ofRuns);
        this.experiments = experiments;
    }

    /** @throws InvalidInputException if filter, sort, limit or cursor is invalid */
    public Page<Run> page(ListQuery query) {
        KeysetList.Ids ids = list.page(query);
        return new Page<>(experiments.runs(runs(ids.ids())), ids.next());
    }

    /**
     * Runs that match a filter, oldest first.
     *
     * @throws InvalidInputException if the filter is invalid
     */
    public List<RunId> matching(String filter, int limit) {
        return runs(list.matching(filter, 0, limit));
    }

    private static List<RunId> runs(List<Long> ids) {
        return ids.stream().map(RunId::new).toList();
    }
}
