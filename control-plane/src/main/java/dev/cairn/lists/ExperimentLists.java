package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Page;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists experiments, with their runs and without their specs. */
@Singleton
public final class ExperimentLists {
    private final KeysetList list;
    private final ExperimentStore experiments;

    public ExperimentLists(JdbcRunner jdbc, ExperimentStore experiments) {
        this.list = new KeysetList(jdbc, "experiments", ListScope::ofExperiments);
        this.experiments = experiments;
    }

    /** @throws InvalidInputException if filter, sort, limit or cursor is invalid */
    public Page<Experiment> page(ListQuery query) {
        KeysetList.Ids ids = list.page(query);
        return new Page<>(
                experiments.experiments(
                        ids.ids().stream().map(ExperimentId::new).toList()),
                ids.next());
    }

    /**
     * Experiments that match a filter, oldest first.
     *
     * @param after the last one that was seen before; 0 for the first ones
     * @throws InvalidInputException if the filter is invalid
     */
    public List<ExperimentId> matching(String filter, long after, int limit) {
        return list.matching(filter, after, limit).stream()
                .map(ExperimentId::new)
                .toList();
    }
}
