package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.KlSettings;
import dev.cairn.settings.KlSettings.KlEstimator;
import dev.cairn.settings.KlSettings.KlPlacement;
import dev.cairn.settings.KlSettings.KlReference;
import dev.cairn.settings.SoarSettings;
import dev.cairn.spec.ExecutionSpec.GpuSpec;
import dev.cairn.testing.OldSchema;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Specs stored by an earlier version can be resumed, cloned and used as a screening: each new setting needs a
 * migration.
 */
class UpgradedSpecTest {
    @Test
    void aSpecOfVersion4HasEverySettingOfTodayAfterTheMigrations() throws Exception {
        JsonNode stored = upgraded("");
        assertThat(leaves(stored)).isEqualTo(leaves(TestJson.MAPPER.valueToTree(ExperimentSpec.defaults())));

        ExperimentSpec spec = TestJson.MAPPER.treeToValue(stored, ExperimentSpec.class);
        assertThat(spec.grading().rule().name()).as("what decided its verdicts").isEqualTo("MATH_VERIFY");
        assertThat(spec.problems()).isEqualTo(new ProblemsSpec("chains", null));
        assertThat(spec.execution().engine()).isNull();
        assertThat(spec.execution().worker()).isNull();
        assertThat(spec.execution().gpu()).isEqualTo(GpuSpec.defaults());
        assertThat(spec.soar()).isEqualTo(TestSpecs.chains(Map.of()).soar());
        assertThat(spec.prompts().twoTurns())
                .isEqualTo(TestSpecs.chains(Map.of()).prompts().twoTurns());
    }

    @Test
    void aTeacherOfAnotherModelGetsTheDefaultPromptsForTwoTurns() throws Exception {
        JsonNode stored = upgraded("update experiment set spec = jsonb_set(spec, '{model,path}', '\"/models/other\"')");
        assertThat(TestJson.MAPPER
                        .treeToValue(stored, ExperimentSpec.class)
                        .prompts()
                        .twoTurns())
                .isEqualTo(ExperimentSpec.defaults().prompts().twoTurns());
    }

    @Test
    void timesThatWereMeasuredBeforeTheUpgradeStillCount() throws Exception {
        try (OldSchema schema = OldSchema.ofVersion4()) {
            schema.migrate();
            String stored = schema.texts("select spec::text from experiment").getFirst();
            String written =
                    TestJson.MAPPER.writeValueAsString(TestJson.MAPPER.readValue(stored, ExperimentSpec.class));
            assertThat(schema.texts("select (pace_of(spec) = pace_of('" + written.replace("'", "''")
                            + "'::jsonb))::text from experiment"))
                    .containsExactly("true");
        }
    }

    @Test
    void settingsKeepTheirValuesUnderTheirNewNames() throws Exception {
        JsonNode stored = upgraded("""
                update experiment set spec = jsonb_set(jsonb_set(jsonb_set(spec,
                    '{soar,inner}', '{"steps": 3, "growth": 4, "maxSteps": 11, "batch": 5, "group": 6}'),
                    '{soar,teacher,loss}', spec #> '{soar,teacher,loss}' || '{"beta": 0.25, "estimator": "K3",
                        "reference": "BASE", "clip": 0.5, "temperature": 0.7}'),
                    '{soar,student,loss}', spec #> '{soar,student,loss}' || '{"beta": 0.125, "estimator": "K1_REWARD",
                        "reference": "BASELINE", "clip": 2.5, "temperature": 0.9}')""");

        SoarSettings soar =
                TestJson.MAPPER.treeToValue(stored, ExperimentSpec.class).soar();
        assertThat(soar.inner()).isEqualTo(new InnerSettings(3, 4, 11, 5, 6));
        assertThat(soar.teacher().loss().kl())
                .isEqualTo(new KlSettings(0.25, KlEstimator.K3, KlPlacement.LOSS, KlReference.BASE));
        assertThat(soar.student().loss().kl())
                .isEqualTo(new KlSettings(0.125, KlEstimator.K1, KlPlacement.REWARD, KlReference.BASELINE));
        assertThat(soar.teacher().loss().maxGradNorm()).isEqualTo(0.5);
        assertThat(soar.student().loss().maxGradNorm()).isEqualTo(2.5);
        assertThat(soar.teacher().temperature()).isEqualTo(0.7);
        assertThat(soar.student().temperature()).isEqualTo(0.9);
        assertThat(soar.student().maxTokens()).isEqualTo(26);
    }

    @Test
    void plansOfRunsThatWaitOrHaveEndedCanBeReadAfterTheMigrations() throws Exception {
        try (OldSchema schema = OldSchema.ofVersion4()) {
            schema.migrateTo("40");
            schema.execute("""
                    insert into run (experiment_id, ordinal, name, kind, settings, seed, state, ended_at, owner, pool, priority,
                        training_slots, generation)
                    select e.id, r.ordinal, r.name, 'train', r.settings::jsonb, 1, r.state,
                        case r.state when 'succeeded' then now() end, 'local', 'default', 0, 1, 1
                    from experiment e, (values
                        (0, 'hard-only', 'succeeded', '{"kind": "train", "screen": "screen", "stepsOf": "soar", "synthetic": null}'),
                        (1, 'base-t', 'waiting', '{"kind": "train", "screen": "screen", "stepsOf": null,
                            "synthetic": {"origin": "SAMPLED", "of": "sample-base-t"}}')) r (ordinal, name, state, settings)""");
            schema.migrate();
            assertThat(schema.texts("select settings::text from run order by ordinal"))
                    .map(text -> TestJson.MAPPER.readValue(text, RunSpec.class))
                    .containsExactly(
                            new RunSpec.Train("screen", "soar", null),
                            new RunSpec.Train(
                                    "screen",
                                    null,
                                    new RunSpec.AddedQuestions(RunSpec.Origin.SAMPLED, "sample-base-t")));
        }
    }

    @Test
    void anUploadedSetWithTheNameOfABuiltInOneKeepsItsExperiments() throws Exception {
        JsonNode stored = upgraded("""
                update problem_set set name = 'chains-easy', source = 'upload';
                update experiment set spec = jsonb_set(spec, '{problems,set}', '"chains-easy"')""");
        assertThat(stored.at("/problems/set").asText()).isEqualTo("chains-easy-a");
    }

    /** @param before statements on what version 4 stored */
    private static JsonNode upgraded(String before) throws Exception {
        try (OldSchema schema = OldSchema.ofVersion4()) {
            schema.execute(before);
            schema.migrate();
            try (Connection connection = schema.source().getConnection();
                    Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select spec::text from experiment")) {
                assertThat(row.next()).isTrue();
                return TestJson.MAPPER.readTree(row.getString(1));
            }
        }
    }

    /** The dotted paths of all settings. */
    private static Set<String> leaves(JsonNode spec) {
        Set<String> paths = new TreeSet<>();
        add(paths, "", spec);
        return paths;
    }

    private static void add(Set<String> paths, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(child -> add(paths, path + "." + child.getKey(), child.getValue()));
        } else {
            paths.add(path);
        }
    }
}
