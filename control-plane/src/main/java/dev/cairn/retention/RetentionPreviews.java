package dev.cairn.retention;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.retention.EndedExperiment.Which;
import dev.cairn.spec.RetentionRule;
import dev.cairn.spec.RetentionSpec;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what the rules would remove, without removing anything. */
@Singleton
public final class RetentionPreviews {
    private static final int EXPERIMENTS = 100;
    private static final int UNITS = 500;

    private final JdbcRunner jdbc;
    private final RetentionConfig config;
    private final ObjectMapper json;

    public RetentionPreviews(JdbcRunner jdbc, RetentionConfig config, ObjectMapper json) {
        this.jdbc = jdbc;
        this.config = config;
        this.json = json;
    }

    /**
     * One experiment; empty if it does not exist.
     *
     * @param changes rules to try in place of the experiment's own
     */
    public Optional<RetentionPreview> of(ExperimentId id, Map<String, @Nullable RetentionRule> changes) {
        return jdbc.call("reading experiment " + id, handle -> EndedExperiment.one(handle, json, id)).stream()
                .findFirst()
                .map(experiment -> preview(experiment, experiment.own().with(changes)));
    }

    /**
     * The first experiments from which the rules would remove something, oldest first.
     *
     * @param most number of experiments at most
     */
    public List<RetentionPreview> all(int most) {
        Which which = EffectiveRule.of(RetentionSpec.NONE, config).stream().anyMatch(EffectiveRule::removes)
                ? Which.ALL
                : Which.WITH_OWN_RULES;
        List<RetentionPreview> found = new ArrayList<>();
        long after = 0;
        List<EndedExperiment> page;
        do {
            long last = after;
            page = jdbc.call(
                    "looking for experiments that have ended",
                    handle -> EndedExperiment.after(handle, json, last, which, EXPERIMENTS));
            for (EndedExperiment experiment : page) {
                RetentionPreview preview = preview(experiment, experiment.own());
                if (preview.removesAnything()) {
                    found.add(preview);
                }
                after = experiment.id().value();
            }
        } while (page.size() == EXPERIMENTS && found.size() < most);
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }

    private RetentionPreview preview(EndedExperiment experiment, RetentionSpec rules) {
        Map<RemovedKind, Removed> removed = jdbc.call(
                "reading what was removed",
                handle -> RemovalLog.of(handle, experiment.id().value()));
        List<RetentionPreview.KindPreview> kinds = new ArrayList<>();
        for (EffectiveRule rule : EffectiveRule.of(rules, config)) {
            String obstacle = experiment.obstacle(rule);
            kinds.add(new RetentionPreview.KindPreview(
                    rule.kind(),
                    rule.rule(),
                    rule.origin().name().toLowerCase(Locale.ROOT),
                    obstacle == null ? count(experiment, rule) : Removed.NOTHING,
                    removed.getOrDefault(rule.kind(), Removed.NOTHING),
                    obstacle == null ? kept(rule) : "everything: " + obstacle));
        }
        return new RetentionPreview(experiment.id(), experiment.name(), kinds);
    }

    private Removed count(EndedExperiment experiment, EffectiveRule rule) {
        return switch (rule.kind()) {
            case ROLLOUT_TEXT, METRIC_POINTS -> countRows(experiment, rule);
            case ADAPTERS ->
                jdbc.call(
                        "listing adapters",
                        handle -> AdapterFiles.total(
                                AdapterFiles.list(handle, rule.rule().keep(), experiment.runs())));
            case EXPERIMENT -> Removed.NOTHING;
        };
    }

    private Removed countRows(EndedExperiment experiment, EffectiveRule rule) {
        return jdbc.call("counting rows", handle -> {
            Removed total = Removed.NOTHING;
            for (long run : experiment.runs()) {
                String last = "";
                List<String> units;
                do {
                    units = UnitRows.after(handle, run, last, UNITS);
                    for (String unit : units) {
                        total = total.plus(
                                UnitRows.count(handle, rule.kind(), rule.rule().keep(), run, unit));
                        last = unit;
                    }
                } while (units.size() == UNITS);
            }
            return total;
        });
    }

    private static @Nullable String kept(EffectiveRule rule) {
        String adapters =
                rule.kind() == RemovedKind.ADAPTERS ? ", and the screening's student v0, for other experiments" : "";
        return switch (rule.rule().keep()) {
            case ALL -> null;
            case SAMPLED -> "one in sixteen" + (adapters.isEmpty() ? "" : ", promoted and last ones" + adapters);
            case PROMOTED ->
                (adapters.isEmpty() ? "those of question sets with a promoted student" : "promoted and last ones")
                        + adapters;
            case NONE -> adapters.isEmpty() ? null : "the screening's student v0, for other experiments";
        };
    }
}
