package dev.cairn.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.Summaries;
import dev.cairn.spec.RunPlanner;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the results of the experiments that succeeded last. Each is computed once, since it no longer changes. */
@Singleton
final class Results {
    private static final int SHOWN = 6;
    private static final int KEPT = 64;
    private static final String BASE = "base";

    private final JdbcRunner jdbc;
    private final ExperimentStore experiments;
    private final Summaries summaries;
    /** Eldest first. */
    private final Map<List<RunId>, RecentResult> kept = new LinkedHashMap<>();

    Results(JdbcRunner jdbc, ExperimentStore experiments, Summaries summaries) {
        this.jdbc = jdbc;
        this.experiments = experiments;
        this.summaries = summaries;
    }

    List<RecentResult> latest() {
        List<ExperimentId> ids = jdbc.call(
                "reading what has succeeded",
                handle -> handle.createQuery("""
                                select s.experiment_id from experiment_summary s join experiment e on e.id = s.experiment_id
                                where s.state = 'succeeded' and s.ended_at is not null
                                    and e.deleted_at is null and e.archived_at is null
                                order by s.ended_at desc, s.experiment_id desc limit :limit""")
                        .bind("limit", SHOWN)
                        .mapTo(Long.class)
                        .map(ExperimentId::new)
                        .list());
        return experiments.experiments(ids).stream()
                .sorted(Comparator.comparingInt(experiment -> ids.indexOf(experiment.id())))
                .flatMap(experiment -> result(experiment).stream())
                .toList();
    }

    /** Empty if it was deleted in between. */
    private Optional<RecentResult> result(Experiment experiment) {
        List<RunId> runs = experiment.latestRuns().stream().map(Run::id).toList();
        RecentResult found = kept(runs);
        if (found != null) {
            return Optional.of(found);
        }
        return experiments.find(experiment.id()).map(whole -> keep(runs, of(whole, summaries.of(whole))));
    }

    private synchronized @Nullable RecentResult kept(List<RunId> runs) {
        return kept.get(runs);
    }

    private synchronized RecentResult keep(List<RunId> runs, RecentResult result) {
        if (kept.size() >= KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(runs, result);
        return result;
    }

    /** Whether a policy without a promotion is the base model. */
    private static boolean needsPromotion(Experiment experiment, String policy) {
        JsonNode spec = Objects.requireNonNull(experiment.spec(), "an experiment that is read with its spec");
        boolean matched = !spec.at("/hardOnly/steps").isIntegralNumber();
        return policy.equals(RunPlanner.PROMOTED) || (policy.equals(RunPlanner.HARD_ONLY) && matched);
    }

    static RecentResult of(Experiment experiment, ExperimentSummary summary) {
        List<Difference> gains = summary.differences().stream()
                .filter(difference -> difference.b().equals(BASE))
                .filter(difference -> summary.promotions() > 0 || !needsPromotion(experiment, difference.a()))
                .toList();
        String noGain = summary.policies().isEmpty()
                ? "nothing was evaluated"
                : !gains.isEmpty()
                        ? null
                        : summary.promotions() == 0
                                ? "no student was promoted"
                                : "the base model or the trained students were not evaluated";
        return new RecentResult(
                experiment.id(),
                experiment.name(),
                experiment.preset(),
                experiment.owner(),
                experiment.seed(),
                experiment.endedAt(),
                summary.promotions(),
                summary.problems(),
                summary.samples(),
                noGain != null
                        ? null
                        : gains.stream()
                                .max(Comparator.comparingDouble(Difference::mean))
                                .orElse(null),
                noGain != null ? 0 : gains.size(),
                noGain);
    }
}
