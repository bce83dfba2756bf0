package dev.cairn.retention;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.StorageRoot;
import dev.cairn.retention.EndedExperiment.Which;
import dev.cairn.spec.RetentionSpec;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Removes what the rules of experiments that have ended do not keep: a unit's texts or points, or some adapters, per
 * transaction. In each of them the experiment is locked and its rule is still due, so that a retry waits for it, or it for
 * the retry.
 */
@Singleton
public final class RetentionPolicies {
    private static final Logger LOG = Logger.getLogger(RetentionPolicies.class);
    private static final int EXPERIMENTS = 100;
    private static final int UNITS = 500;
    private static final int FILES = 50;

    private final JdbcRunner jdbc;
    private final ArtifactStore store;
    private final RetentionConfig config;
    private final ObjectMapper json;
    private final RemovalTotals totals;

    public RetentionPolicies(
            JdbcRunner jdbc, ArtifactStore store, RetentionConfig config, ObjectMapper json, RemovalTotals totals) {
        this.totals = totals;
        this.jdbc = jdbc;
        this.store = store;
        this.config = config;
        this.json = json;
    }

    /**
     * Applies every rule that is due. A pass that is interrupted is repeated by the next one, for what is left.
     *
     * @throws RuntimeException the first failure, after all other experiments
     */
    public void apply() {
        long after = 0;
        @Nullable RuntimeException failure = null;
        List<EndedExperiment> page;
        do {
            page = next(after);
            for (EndedExperiment experiment : page) {
                after = experiment.id().value();
                try {
                    apply(experiment);
                } catch (RuntimeException e) {
                    // It must not hold up other experiments.
                    LOG.debugf(e, "the rules of experiment %d will be applied later", after);
                    failure = failure == null ? e : failure;
                }
            }
        } while (page.size() == EXPERIMENTS);
        if (failure != null) {
            throw failure;
        }
    }

    private List<EndedExperiment> next(long after) {
        Which which = EffectiveRule.of(RetentionSpec.NONE, config).stream().anyMatch(EffectiveRule::removes)
                ? Which.ALL
                : Which.WITH_OWN_RULES;
        return jdbc.call(
                "looking for experiments that have ended",
                handle -> EndedExperiment.after(handle, json, after, which, EXPERIMENTS));
    }

    private void apply(EndedExperiment experiment) {
        for (EffectiveRule rule : EffectiveRule.of(experiment.own(), config)) {
            if (experiment.obstacle(rule) == null && remove(experiment, rule)) {
                jdbc.inTransaction("noting an applied rule", handle -> applied(handle, experiment, rule));
            }
        }
    }

    /** Returns whether all was removed; not if a run was added to the experiment in the meantime. */
    private boolean remove(EndedExperiment experiment, EffectiveRule rule) {
        return switch (rule.kind()) {
            case ROLLOUT_TEXT, METRIC_POINTS -> removeRows(experiment, rule);
            case ADAPTERS -> removeFiles(experiment, rule);
            case EXPERIMENT -> throw new IllegalArgumentException("experiments are deleted by people");
        };
    }

    private boolean removeRows(EndedExperiment experiment, EffectiveRule rule) {
        for (long run : experiment.runs()) {
            String last = "";
            List<String> units;
            do {
                String after = last;
                units = jdbc.call("reading units", handle -> UnitRows.after(handle, run, after, UNITS));
                for (String unit : units) {
                    Optional<Removed> removed = jdbc.inTransaction(
                            "removing rows by policy", handle -> removeRows(handle, experiment, rule, run, unit));
                    if (removed.isEmpty()) {
                        return false;
                    }
                    totals.add(rule.kind(), removed.get());
                    last = unit;
                }
            } while (units.size() == UNITS);
        }
        return true;
    }

    /** Empty if the rule is no longer due. */
    private Optional<Removed> removeRows(
            Handle handle, EndedExperiment experiment, EffectiveRule rule, long run, String unit) {
        if (!isStillDue(handle, experiment, rule)) {
            return Optional.empty();
        }
        Removed removed = UnitRows.delete(handle, rule.kind(), rule.rule().keep(), run, unit);
        RemovalLog.add(handle, experiment.id().value(), rule.kind(), removed);
        return Optional.of(removed);
    }

    /** Deletes files after the commit that marks them; the sweeper deletes those of a pass that was interrupted there. */
    private boolean removeFiles(EndedExperiment experiment, EffectiveRule rule) {
        Optional<List<AdapterFiles.File>> files;
        do {
            files = jdbc.inTransaction("removing adapters by policy", handle -> marked(handle, experiment, rule));
            files.ifPresent(marked -> {
                totals.add(rule.kind(), AdapterFiles.total(marked));
                marked.forEach(this::delete);
            });
        } while (files.isPresent() && files.get().size() == FILES);
        return files.isPresent();
    }

    private void delete(AdapterFiles.File file) {
        try {
            store.delete(StorageRoot.DURABLE, file.path());
        } catch (RuntimeException e) {
            LOG.warnf("%s stays until the sweeper of the next start deletes it: %s", file.path(), e.getMessage());
        }
    }

    /** Empty if the rule is no longer due. */
    private Optional<List<AdapterFiles.File>> marked(Handle handle, EndedExperiment experiment, EffectiveRule rule) {
        if (!isStillDue(handle, experiment, rule)) {
            return Optional.empty();
        }
        List<AdapterFiles.File> files = AdapterFiles.remove(handle, rule.rule().keep(), experiment.runs(), FILES);
        RemovalLog.add(handle, experiment.id().value(), rule.kind(), AdapterFiles.total(files));
        return Optional.of(files);
    }

    /**
     * Locks the experiment, and then reads it again: a pass may take hours, in which people change its rules, restart
     * runs, or take over its screening. What commits before the lock is seen only by a statement after it.
     */
    private boolean isStillDue(Handle handle, EndedExperiment known, EffectiveRule rule) {
        boolean locked = handle.createQuery("""
                        select id from experiment where id = :id and deleted_at is null
                        for no key update skip locked""")
                .bind("id", known.id().value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        return locked
                && EndedExperiment.one(handle, json, known.id()).stream()
                        .anyMatch(now -> now.runs().equals(known.runs())
                                && EffectiveRule.of(now.own(), config).contains(rule)
                                && now.obstacle(rule) == null);
    }

    private static int applied(Handle handle, EndedExperiment experiment, EffectiveRule rule) {
        return handle.createUpdate("""
                        insert into retention_applied (experiment_id, kind, keep) values (:id, :kind, :keep)
                        on conflict (experiment_id, kind) do update set keep = excluded.keep, applied_at = now()""")
                .bind("id", experiment.id().value())
                .bind("kind", rule.kind().wireName())
                .bind("keep", rule.rule().keep().name())
                .execute();
    }
}
