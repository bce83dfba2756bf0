package dev.cairn.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.UnitKey;
import dev.cairn.ports.UnitResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the typed rows of a unit's result; what is not an outer step's is here, the rest in {@link OuterStepSql}. */
final class ResultSql {
    private final OwnedRun owned;
    private final ArtifactSizes sizes;
    private final OuterStepSql outerSteps;

    ResultSql(OwnedRun owned, ArtifactSizes sizes, ObjectMapper json) {
        this.owned = owned;
        this.sizes = sizes;
        this.outerSteps = new OuterStepSql(owned, json, this);
    }

    void write(Connection connection, UnitKey unit, UnitResult result) throws SQLException {
        switch (result) {
            case UnitResult.Initial initial -> {
                Checkpoint teacher = initial.teacher();
                if (teacher != null) {
                    policy(connection, unit, "teacher", teacher);
                }
                policy(connection, unit, "student", initial.student());
            }
            case UnitResult.Written written -> outerSteps.written(connection, unit, written);
            case UnitResult.Baseline baseline -> outerSteps.baseline(connection, unit, baseline);
            case UnitResult.Trial trial -> outerSteps.trial(connection, unit, trial);
            case UnitResult.Decision decision -> outerSteps.decision(connection, unit, decision);
            case UnitResult.Taught taught -> outerSteps.taught(connection, unit, taught);
            case UnitResult.Screened screened -> scores(connection, "screening", unit, screened.scores());
            case UnitResult.Split split -> {
                half(connection, unit, "train", split.train());
                half(connection, unit, "test", split.test());
            }
            case UnitResult.Stretch stretch -> {
                policy(connection, unit, "student", stretch.student());
                innerSteps(connection, unit, stretch.steps());
            }
            case UnitResult.Evaluated evaluated -> scores(connection, "evaluation", unit, evaluated.scores());
            case UnitResult.Total total -> total(connection, unit, total);
        }
    }

    void artifact(Connection connection, UnitKey unit, String kind, String path, String sha256) throws SQLException {
        try (Batch rows = Batch.into(connection, "artifact", "path,run_id,unit,kind,sha256,bytes")) {
            rows.row(path, owned.run(), unit.value(), kind, sha256, sizes.bytes(path));
        }
    }

    void policy(Connection connection, UnitKey unit, String role, Checkpoint checkpoint) throws SQLException {
        String path = checkpoint.policy().path();
        String sha256 = checkpoint.policy().sha256();
        artifact(connection, unit, "checkpoint", path, sha256);
        try (Batch rows = Batch.into(connection, "policy", "run_id,unit,role,path,sha256,optimizer_steps")) {
            rows.row(owned.run(), unit.value(), role, path, sha256, checkpoint.optimizerSteps());
        }
    }

    void innerSteps(Connection connection, UnitKey unit, List<UnitResult.InnerStep> steps) throws SQLException {
        try (Batch rows = trainingSteps(connection)) {
            for (UnitResult.InnerStep step : steps) {
                trainingStep(
                        rows,
                        unit,
                        step.step(),
                        "student",
                        step.learningRate(),
                        step.meanReward(),
                        step.correctShare(),
                        step.report());
            }
        }
    }

    static Batch trainingSteps(Connection connection) throws SQLException {
        return Batch.into(
                connection,
                "training_step",
                "run_id,unit,step,role,learning_rate,mean_reward,correct_share,loss,kl,entropy,gradient_norm,clipped,"
                        + "skipped,mismatch_mean,mismatch_max,tokens,seconds");
    }

    void trainingStep(
            Batch rows,
            UnitKey unit,
            int step,
            String role,
            double learningRate,
            @Nullable Double meanReward,
            @Nullable Double correctShare,
            StepReport report)
            throws SQLException {
        rows.row(
                owned.run(),
                unit.value(),
                step,
                role,
                learningRate,
                meanReward,
                correctShare,
                report.loss(),
                report.kl(),
                report.entropy(),
                report.gradientNorm(),
                report.clipped(),
                report.skipped(),
                report.mismatchMean(),
                report.mismatchMax(),
                report.tokens(),
                report.seconds());
    }

    private void scores(Connection connection, String table, UnitKey unit, List<UnitResult.ProblemScore> scores)
            throws SQLException {
        try (Batch rows = Batch.into(connection, table, "run_id,unit,problem,samples,correct,cut_off")) {
            for (UnitResult.ProblemScore score : scores) {
                rows.row(owned.run(), unit.value(), score.problem(), score.samples(), score.correct(), score.cutOff());
            }
        }
    }

    private void half(Connection connection, UnitKey unit, String half, List<String> problems) throws SQLException {
        try (Batch rows = Batch.into(connection, "hard_set", "run_id,half,ordinal,problem,unit")) {
            for (int i = 0; i < problems.size(); i++) {
                rows.row(owned.run(), half, i, problems.get(i), unit.value());
            }
        }
    }

    private void total(Connection connection, UnitKey unit, UnitResult.Total total) throws SQLException {
        try (Batch rows = Batch.into(connection, "evaluation_total", "run_id,unit,problems,samples,cut_off_share")) {
            rows.row(owned.run(), unit.value(), total.problems(), total.samples(), total.cutOffShare());
        }
        try (Batch rows = Batch.into(connection, "pass_at_k", "run_id,unit,k,value")) {
            for (var entry : total.passAtK().entrySet()) {
                rows.row(owned.run(), unit.value(), entry.getKey(), entry.getValue());
            }
        }
    }
}
