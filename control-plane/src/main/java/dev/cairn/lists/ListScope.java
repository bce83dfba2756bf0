package dev.cairn.lists;

import org.jspecify.annotations.Nullable;

/** What one statement of a list may name: its tables and fields. */
final class ListScope {
    private final String tables;
    private final Fields fields;
    private final @Nullable MetricJoins metrics;

    private ListScope(String tables, Fields fields, @Nullable MetricJoins metrics) {
        this.tables = tables;
        this.fields = fields;
        this.metrics = metrics;
    }

    static ListScope ofRuns() {
        return new ListScope(RunFields.FROM, RunFields.ALL, null);
    }

    static ListScope ofExperiments() {
        MetricJoins metrics = new MetricJoins();
        return new ListScope(ExperimentFields.FROM, ExperimentFields.ALL.with(metrics), metrics);
    }

    Fields fields() {
        return fields;
    }

    /** The FROM clause, with what the fields need that were looked up until now. */
    String from() {
        return metrics == null ? tables : tables + metrics.sql();
    }
}
