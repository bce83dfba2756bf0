package dev.cairn.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fidelity.FinishedRunAudit;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the preset {@code chains} never does, through real vLLM and PyTorch, with every number recomputed from the rows
 * afterwards: completions cut off at the limit and masked, KL terms in the loss and in the reward, importance correction,
 * and the other aggregations.
 */
@Tag("packaged")
final class LossPathsTest {
    private static final Duration LONG = Duration.ofMinutes(15);

    /** A student's answers here have 9 characters and more, a teacher's questions about as many. */
    private static final List<String> CUT_OFF =
            List.of("soar.student.maxTokens=14", "soar.teacher.maxTokens=24", "soar.student.loss.maskTruncated=true");

    @TempDir
    Path temporary;

    @Test
    void klInTheLossImportanceCorrectionAndMaskedCompletionsAreRecordedAsTheyWere() throws Exception {
        audited(
                "select count(*) from training_step where not skipped and kl > 0",
                "soar.student.loss.kl.coefficient=0.05",
                "soar.student.loss.kl.estimator=K3",
                "soar.student.loss.kl.reference=BASELINE",
                "soar.student.loss.importance=TRUNCATED",
                "soar.student.loss.aggregation=TOKEN_MEAN",
                "soar.teacher.loss.kl.coefficient=0.01",
                "soar.teacher.loss.kl.estimator=K2",
                "soar.teacher.loss.importance=TRUNCATED");
    }

    @Test
    void klInTheRewardAndAFixedLengthAreRecordedAsTheyWere() throws Exception {
        audited(
                "select count(*) from rollout where kl_penalty <> 0",
                "soar.student.loss.kl.coefficient=0.05",
                "soar.student.loss.kl.estimator=K1",
                "soar.student.loss.kl.placement=REWARD",
                "soar.student.loss.aggregation=FIXED_LENGTH",
                "soar.student.loss.fixedLength=14",
                "soar.teacher.loss.kl.coefficient=0.01",
                "soar.teacher.loss.kl.estimator=K3",
                "soar.teacher.loss.aggregation=FIXED_LENGTH");
    }

    private void audited(String awayFromTheReference, String... settings) throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = temporary.resolve("home");
        try (ControlPlane plane = ControlPlane.start(home, FreePort.find(), arguments(settings))) {
            assertThat(plane.exitStatus(LONG)).as(plane.printed()).isZero();
        }
        try (LocalPostgres postgres = LocalPostgres.start(Home.at(home), Clock.systemUTC());
                Connection database = ControlPlane.database(home).getConnection()) {
            assertThat(postgres.pid()).isPresent();
            assertThat(FinishedRunAudit.disagreements(database, number(database, """
                            select id from run where kind = 'soar' order by id desc limit 1""")))
                    .isEmpty();
            assertThat(number(database, "select count(*) from rollout where finish_reason = 'LENGTH'"))
                    .as("completions cut off at the limit")
                    .isPositive();
            assertThat(number(database, "select count(*) from training_step where not skipped and role = 'student'"))
                    .as("student steps that were applied")
                    .isPositive();
            assertThat(number(database, awayFromTheReference))
                    .as(awayFromTheReference)
                    .isPositive();
        }
    }

    private static String[] arguments(String... settings) {
        List<String> all = new ArrayList<>(Arrays.asList(KilledRunTest.SMALL));
        for (List<String> some : List.of(CUT_OFF, List.of(settings))) {
            some.forEach(setting -> all.addAll(List.of("--set", setting)));
        }
        return all.toArray(String[]::new);
    }

    private static long number(Connection database, String query) throws Exception {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
