package dev.cairn.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.Batch;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes the typed rows of a unit's result. {@link OuterStepSql} writes those of outer steps, {@link EvaluationSql} those of evaluations. */
final class ResultSql {
    private final OwnedRun owned;
    private final ArtifactSizes sizes;
    private final ObjectMapper json;
    private final OuterStepSql outerSteps;
    private final EvaluationSql evaluations;

    ResultSql(OwnedRun owned, ArtifactSizes sizes, ObjectMapper json) {
        this.owned = owned;
        this.sizes = sizes;
        this.json = json;
        this.outerSteps = new OuterStepSql(owned, json, this);
        this.evaluations = new EvaluationSql(owned);
    }

    void write(Handle handle, Unit<?> unit, UnitResult result) throws SQLException {
        switch (result) {
            case UnitResult.Initial initial -> {
                Checkpoint teacher = initial.teacher();
                if (teacher != null) {
                    policy(handle, unit, "teacher", teacher);
                }
                policy(handle, unit, "student", initial.student());
            }
            case UnitResult.Written written -> {
                CompletionFiles.Stored completions = written.completions();
                artifact(handle, unit, "completions", completions.path(), completions.sha256());
                if (unit.inOuterStep()) {
                    outerSteps.written(handle, unit, written);
                }
            }
            case UnitResult.Baseline baseline -> outerSteps.baseline(handle, unit, baseline);
            case UnitResult.Trial trial -> outerSteps.trial(handle, unit, trial);
            case UnitResult.Learnability asked -> outerSteps.learnability(handle, unit, asked);
            case UnitResult.Aligned aligned -> outerSteps.aligned(handle, unit, aligned);
            case UnitResult.Decision decision -> outerSteps.decision(handle, unit, decision);
            case UnitResult.Taught taught -> outerSteps.taught(handle, unit, taught);
            case UnitResult.Screened screened -> screening(handle, unit, screened.scores());
            case UnitResult.Split split -> {
                half(handle, unit, "train", split.train());
                half(handle, unit, "test", split.test());
            }
            case UnitResult.Sampled sampled -> sampled(handle, unit, sampled);
            case UnitResult.Segment segment -> {
                policy(handle, unit, "student", segment.student());
                innerSteps(handle, unit, segment.steps());
            }
            case UnitResult.Candidate candidate -> evaluations.candidate(handle, unit, candidate);
            case UnitResult.Choice choice -> evaluations.choice(handle, unit, choice);
            case UnitResult.Evaluated evaluated -> evaluations.evaluation(handle, unit, evaluated);
            case UnitResult.Total total -> evaluations.total(handle, unit, total);
        }
    }

    void artifact(Handle handle, Unit<?> unit, String kind, String path, String sha256) throws SQLException {
        try (Batch rows = Batch.into(handle, "artifact", "path,run_id,unit,kind,sha256,bytes")) {
            rows.row(path, owned.run(), unit.text(), kind, sha256, sizes.bytes(path));
        }
    }

    void policy(Handle handle, Unit<?> unit, String role, Checkpoint checkpoint) throws SQLException {
        String path = checkpoint.policy().path();
        String sha256 = checkpoint.policy().sha256();
        artifact(handle, unit, "checkpoint", path, sha256);
        try (Batch rows = Batch.into(handle, "policy", "run_id,unit,role,path,sha256,optimizer_steps")) {
            rows.row(owned.run(), unit.text(), role, path, sha256, checkpoint.optimizerSteps());
        }
    }

    void innerSteps(Handle handle, Unit<?> unit, List<UnitResult.InnerStep> steps) throws SQLException {
        try (Batch rows = trainingSteps(handle)) {
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

    static Batch trainingSteps(Handle handle) throws SQLException {
        return Batch.into(
                handle,
                "training_step",
                "run_id,unit,step,role,learning_rate,mean_reward,correct_share,loss,kl,entropy,gradient_norm,clipped,"
                        + "skipped,mismatch_mean,mismatch_max,tokens,seconds");
    }

    void trainingStep(
            Batch rows,
            Unit<?> unit,
            int step,
            String role,
            double learningRate,
            @Nullable Double meanReward,
            @Nullable Double correctShare,
            StepReport report)
            throws SQLException {
        rows.row(
                owned.run(),
                unit.text(),
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

    private void screening(Handle handle, Unit<?> unit, List<UnitResult.ProblemScore> scores) throws SQLException {
        try (Batch rows = Batch.into(handle, "screening", "run_id,unit,problem,samples,correct,truncated")) {
            for (UnitResult.ProblemScore score : scores) {
                rows.row(
                        owned.run(), unit.text(), score.problem(), score.samples(), score.correct(), score.truncated());
            }
        }
    }

    private void sampled(Handle handle, Unit<?> unit, UnitResult.Sampled sampled) throws SQLException {
        handle.createUpdate("""
                        insert into question_sample (run_id, unit, accepted, attempts, rejected, multiple_questions,
                            duplicate_questions)
                        values (:run, :unit, :accepted, :attempts, :rejected::jsonb, :multiple, :duplicate)""")
                .bind("run", owned.run())
                .bind("unit", unit.text())
                .bind("accepted", sampled.questions().size())
                .bind("attempts", sampled.attempts())
                .bind("rejected", json.valueToTree(sampled.rejected()).toString())
                .bind("multiple", sampled.counts().multiple())
                .bind("duplicate", sampled.counts().duplicate())
                .execute();
        UnitResult.Votes votes = sampled.votes();
        try (Batch rows =
                Batch.into(handle, "sampled_question", "run_id,position,unit,question,answer,votes,agreeing")) {
            for (int i = 0; i < sampled.questions().size(); i++) {
                UnitResult.WrittenQuestion question = sampled.questions().get(i);
                rows.row(
                        owned.run(),
                        question.index(),
                        unit.text(),
                        question.question(),
                        question.answer(),
                        votes == null ? null : votes.answers(),
                        votes == null ? null : votes.agreeing().get(i));
            }
        }
    }

    private void half(Handle handle, Unit<?> unit, String half, List<String> problems) throws SQLException {
        try (Batch rows = Batch.into(handle, "hard_set", "run_id,half,ordinal,problem,unit")) {
            for (int i = 0; i < problems.size(); i++) {
                rows.row(owned.run(), half, i, problems.get(i), unit.text());
            }
        }
    }
}
