package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Transactions;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RunKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

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
     * @param screening the screening of an earlier experiment, whose finished units the new screening inherits
     * @return the id of the experiment
     * @throws dev.cairn.base.InvalidInputException naming the pools that exist, if its pool does not
     */
    ExperimentId insert(Submission submission, Optional<RunId> screening) {
        ExperimentSpec spec = submission.spec();
        return transactions.edit("submitting an experiment", (session, handle) -> {
            Pools.require(handle, spec.queue().pool());
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
            row.idempotencyKey = submission.by().idempotencyKey();
            ExperimentRow experiment = new ExperimentRepository_(session).insert(row);
            if (experiment.id == null) {
                throw new IllegalStateException("the database gave the experiment no id");
            }
            ExperimentId experimentId = new ExperimentId(experiment.id);
            RunRepository repository = new RunRepository_(session);
            Map<String, Long> numbers = new HashMap<>();
            for (int ordinal = 0; ordinal < submission.runs().size(); ordinal++) {
                PlannedRun planned = submission.runs().get(ordinal);
                RunState state = RunTransitions.initial(planned.dependsOn().size());
                RunRow run = repository.insert(new RunRow(
                        experimentId.value(),
                        ordinal,
                        planned,
                        write(planned.plan()),
                        state,
                        submission.by().owner(),
                        spec.queue()));
                numbers.put(planned.name(), run.number());
                for (String dependency : planned.dependsOn()) {
                    insertDependency(handle, run.number(), number(numbers, planned, dependency));
                }
                if (planned.kind() == RunKind.SCREEN && screening.isPresent()) {
                    InheritedUnits.give(handle, screening.get(), new RunId(run.number()));
                }
                events.runState(handle, new RunId(run.number()));
            }
            return experimentId;
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
