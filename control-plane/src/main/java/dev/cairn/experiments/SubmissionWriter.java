package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.RefusedException;
import dev.cairn.events.Events;
import dev.cairn.experiments.taken.TakenFiles;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Transactions;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RetentionSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes an accepted experiment, its runs, their dependencies and their events in one transaction. */
final class SubmissionWriter {
    private final Transactions transactions;
    private final Events events;
    private final ObjectMapper json;

    SubmissionWriter(Transactions transactions, Events events, ObjectMapper json) {
        this.transactions = transactions;
        this.events = events;
        this.json = json;
    }

    /**
     * Stores the submission.
     *
     * @param taken runs of earlier experiments, whose units the new ones of these names inherit
     * @return the id of the experiment
     * @throws dev.cairn.base.InvalidInputException naming the pools that exist, if its pool does not
     */
    ExperimentId insert(Submission submission, Map<String, RunId> taken) {
        return transactions.edit("submitting an experiment", (session, handle) -> {
            ExperimentRepository experiments = new ExperimentRepository_(session);
            Optional<ExperimentId> created =
                    createdWith(experiments, submission.by().idempotencyKey());
            if (created.isPresent()) {
                return created.get();
            }
            Pools.require(handle, submission.spec().queue().pool());
            ExperimentId experiment = experiments.insert(row(submission)).number();
            insertRuns(session, handle, experiment, submission, taken);
            return experiment;
        });
    }

    /** The experiment created by a submission with this key. */
    Optional<ExperimentId> createdWith(String idempotencyKey) {
        return transactions.read(
                "looking for an experiment",
                session -> createdWith(new ExperimentRepository_(session), idempotencyKey));
    }

    private static Optional<ExperimentId> createdWith(
            ExperimentRepository experiments, @Nullable String idempotencyKey) {
        return idempotencyKey == null
                ? Optional.empty()
                : experiments.withKey(idempotencyKey).map(ExperimentRow::number);
    }

    private ExperimentRow row(Submission submission) {
        ExperimentSpec spec = submission.spec();
        ExperimentId clonedFrom = submission.clonedFrom();
        ExperimentRow row = new ExperimentRow(
                spec.name(),
                submission.preset(),
                spec.seed(),
                write(spec),
                write(submission.tags().byKey()),
                submission.problemSetId(),
                submission.by().owner(),
                clonedFrom == null ? null : clonedFrom.value());
        if (!submission.retention().equals(RetentionSpec.NONE)) {
            row.retention = write(submission.retention());
        }
        row.realProblemSetId = submission.realProblemSetId();
        row.idempotencyKey = submission.by().idempotencyKey();
        return row;
    }

    private void insertRuns(
            StatelessSession session,
            Handle handle,
            ExperimentId experiment,
            Submission submission,
            Map<String, RunId> taken) {
        RunRepository runs = new RunRepository_(session);
        Map<String, Long> numbers = new HashMap<>();
        for (int ordinal = 0; ordinal < submission.runs().size(); ordinal++) {
            PlannedRun planned = submission.runs().get(ordinal);
            RunState state = RunTransitions.initial(planned.dependsOn().size());
            long run = runs.insert(new RunRow(
                            experiment.value(),
                            ordinal,
                            planned,
                            write(planned.plan()),
                            state,
                            submission.by().owner(),
                            submission.spec().queue()))
                    .number();
            numbers.put(planned.name(), run);
            for (String dependency : planned.dependsOn()) {
                insertDependency(handle, run, number(numbers, planned, dependency));
            }
            RunId from = taken.get(planned.name());
            if (from != null) {
                InheritedUnits.give(handle, from, new RunId(run));
                requireFiles(handle, from, submission.spec());
            }
            events.runState(handle, new RunId(run));
        }
    }

    /** Checks that no file was removed since the submission was accepted. */
    private static void requireFiles(Handle handle, RunId from, ExperimentSpec spec) {
        TakenFiles.removed(handle, from, spec).ifPresent(removed -> {
            throw new RefusedException("the files of the " + removed + " of run " + from
                    + ", which was to be taken over, were removed in the meantime");
        });
    }

    private static long number(Map<String, Long> numbers, PlannedRun planned, String dependency) {
        Long number = numbers.get(dependency);
        if (number == null) {
            throw new IllegalArgumentException(
                    "run " + planned.name() + " depends on " + dependency + ", which does not come before it");
        }
        return number;
    }

    static void insertDependency(Handle handle, long run, long dependsOn) {
        handle.createUpdate("insert into run_dependency (run_id, depends_on) values (:run, :dependsOn)")
                .bind("run", run)
                .bind("dependsOn", dependsOn)
                .execute();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
