package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.Page;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists experiments as lines of a table, which cost little however many there are. */
@Singleton
public final class ExperimentTable {
    private final JdbcRunner jdbc;
    private final KeysetList list;
    private final LineSql lines;

    public ExperimentTable(JdbcRunner jdbc, LineSql lines) {
        this.jdbc = jdbc;
        this.list = new KeysetList(jdbc, "experiments", ListScope::ofExperiments);
        this.lines = lines;
    }

    /** @throws InvalidInputException if filter, sort, limit or cursor is invalid */
    public Page<ExperimentLine> page(ListQuery query, TableColumns columns, Waits waits) {
        KeysetList.Ids ids = list.page(query);
        Map<ExperimentId, String> reasons =
                waits.of(ids.ids().stream().map(ExperimentId::new).toList());
        Map<Long, ExperimentLine> byId = new HashMap<>();
        jdbc.call("reading lines of experiments", handle -> lines.read(handle, ids.ids(), columns, reasons))
                .forEach(line -> byId.put(line.id().value(), line));
        List<ExperimentLine> ordered =
                ids.ids().stream().map(byId::get).filter(Objects::nonNull).toList();
        return new Page<>(ordered, ids.next());
    }
}
