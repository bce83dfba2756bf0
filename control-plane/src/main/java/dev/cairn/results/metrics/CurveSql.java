package dev.cairn.results.metrics;

import java.util.List;
import java.util.Map;

/** The points of one series in several runs, as rows of {@code run_id, place, value}. */
final class CurveSql {
    /** Figures of training steps that have columns of their own. */
    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("learning_rate", "s.learning_rate"),
            Map.entry("mean_reward", "s.mean_reward"),
            Map.entry("share_correct", "s.correct_share"),
            Map.entry("loss", "s.loss"),
            Map.entry("kl", "s.kl"),
            Map.entry("entropy", "s.entropy"),
            Map.entry("gradient_norm", "s.gradient_norm"),
            Map.entry("mismatch_mean", "s.mismatch_mean"),
            Map.entry("mismatch_max", "s.mismatch_max"),
            Map.entry("tokens", "s.tokens::double precision"),
            Map.entry("duration_seconds", "s.seconds"));

    /** Figures of outer steps. */
    private static final Map<String, String> OUTER = Map.of(
            "mean_reward", "p.mean_reward",
            "moving_average", "p.moving_average",
            "promotions", "p.promotions::double precision",
            "baseline_share_correct", "b.correct::double precision / nullif(b.questions, 0)");

    private CurveSql() {}

    static List<String> stepFigures() {
        return List.copyOf(STEPS.keySet());
    }

    static List<String> outerFigures() {
        return List.copyOf(OUTER.keySet());
    }

    static String points(String name, CurveAxis axis) {
        String figure = name.substring(name.indexOf('/') + 1);
        if (name.startsWith("outer/")) {
            return ofOuterSteps(OUTER.getOrDefault(figure, "null::double precision"));
        }
        String column = STEPS.get(figure);
        return column == null ? ofTrainers(axis.of("m.step", "m.unit")) : ofSteps(axis.of("s.step", "s.unit"), column);
    }

    private static String ofSteps(String place, String value) {
        return """
                select s.run_id, %s as place, %s as value from training_step s
                where s.run_id = any (:runs) and s.role = split_part(:name, '/', 1)""".formatted(place, value);
    }

    private static String ofOuterSteps(String value) {
        return """
                select p.run_id, p.t as place, %s as value
                from promotion p left join baseline b on b.run_id = p.run_id and b.t = p.t
                where p.run_id = any (:runs)""".formatted(value);
    }

    /** Figures beyond the known ones stay with the run that made them; few runs took over units of others. */
    private static String ofTrainers(String place) {
        return """
                select m.run_id, %1$s as place, m.value
                from metric_point m where m.run_id = any (:others) and m.name = :name
                union all
                select u.run_id, %1$s, m.value
                from run_unit u join metric_point m on m.run_id = any (:makers) and m.name = :name
                    and m.run_id = coalesce(u.inherited_from, u.run_id) and m.unit = u.unit
                where u.run_id = any (:heirs)""".formatted(place);
    }
}
