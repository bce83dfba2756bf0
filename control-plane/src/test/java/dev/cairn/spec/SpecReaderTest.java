package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
    private final SpecReader reader = TestSpecs.reader();

    @Test
    void laterPartsWinOverEarlierOnes() throws Exception {
        JsonNode spec = TestJson.MAPPER.readTree("""
                {"soar": {"outer": {"steps": 5, "sets": 3}}, "evaluate": {"samples": 8}}""");
        ResolvedSpec read = reader.read(new SpecRequest(
                "chains", "mine", 42L, Map.of("soar.outer.steps", TestJson.MAPPER.valueToTree("6")), spec));
        ExperimentSpec made = read.spec();
        assertThat(made.name()).isEqualTo("mine");
        assertThat(made.seed()).isEqualTo(42);
        assertThat(made.soar().outer().steps()).as("set over spec").isEqualTo(6);
        assertThat(made.soar().outer().sets()).as("spec over preset").isEqualTo(3);
        assertThat(made.soar().outer().questions()).as("preset over defaults").isEqualTo(16);
        assertThat(made.soar().outer().maxAttempts()).as("defaults").isEqualTo(64);
        assertThat(made.evaluate().samples()).isEqualTo(8);
        assertThat(read.preset()).isEqualTo("chains");
    }

    @Test
    void changedSettingsAreThoseThatDifferFromThePreset() {
        ResolvedSpec made = reader.read(new SpecRequest(
                "chains", "mine", 42L, Map.of("soar.outer.steps", TestJson.MAPPER.valueToTree(6)), null));
        assertThat(reader.changed(TestJson.MAPPER.valueToTree(made.spec()), "chains"))
                .containsExactly(new ChangedSetting(
                        "soar.outer.steps", TestJson.MAPPER.valueToTree(6), TestJson.MAPPER.valueToTree(8)));
        assertThat(reader.changed(TestJson.MAPPER.valueToTree(made.spec()), null))
                .as("without a preset they differ from the defaults")
                .extracting(ChangedSetting::path)
                .contains("soar.outer.steps", "model.path")
                .doesNotContain("name", "seed");
    }

    @Test
    void aSpecNamesAProblemSetAndNoFileOfTheServer() {
        ExperimentSpec spec = TestSpecs.chains(Map.of("problems.set", "gsm8k-test"));
        assertThat(spec.problems()).isEqualTo(new ProblemsSpec("gsm8k-test", null));
        for (String path : List.of("problems.file", "problems.source", "problems.format")) {
            assertThat(errors("chains", Map.of(path, "/etc/shadow")))
                    .extracting(FieldError::field)
                    .containsExactly(path);
        }
    }

    @Test
    void anOverrideIsReadAsItsSettingsType() {
        ExperimentSpec spec = TestSpecs.chains(Map.of(
                "soar.teacher.learningRate", "3e-4",
                "hardOnly.enabled", "false",
                "execution.rolloutText", "none",
                "problems.limit", "null",
                "seed", "-7",
                "name", 12,
                "soar.outer", Map.of("steps", 9)));
        assertThat(spec.soar().teacher().learningRate()).isEqualTo(3e-4);
        assertThat(spec.hardOnly().enabled()).isFalse();
        assertThat(spec.execution().rolloutText()).isEqualTo(ExecutionSpec.RolloutText.NONE);
        assertThat(spec.problems().limit()).isNull();
        assertThat(spec.seed()).isEqualTo(-7);
        assertThat(spec.name()).isEqualTo("12");
        assertThat(spec.soar().outer().steps()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "soar.inner.group, soar.inner.groupSize",
        "soar.teacher.loss.temperature, soar.teacher.temperature",
        "soar.outr.repeats, soar.outer.repeats",
        "model.maxModelLen, model.maxModelLength",
    })
    void theNearestSettingIsOfItsOwnGroupOrHasItsName(String wrong, String meant) {
        assertThat(SpecFields.ofExperiments().nearest(wrong)).hasValue(meant);
    }

    @Test
    void whereNoSettingIsNearTheNamesOfTheGroupAreGiven() {
        assertThat(errors("chains", Map.of("soar.student.loss.clip", 1)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.message()).isEqualTo("there is no such setting");
                    assertThat(error.allowed()).contains("kl, ", "maxGradNorm");
                });
    }

    @Test
    void anUnknownSettingNamesTheNearestKnownOne() {
        assertThat(errors("chains", Map.of("soar.outer.step", 3)))
                .containsExactly(new FieldError(
                        "soar.outer.step",
                        "there is no such setting; did you mean soar.outer.steps?",
                        "soar.outer.steps"));
        assertThat(errors("chains", Map.of("maxAttempts", 3)))
                .first()
                .satisfies(error -> assertThat(error.allowed()).isEqualTo("soar.outer.maxAttempts"));
        assertThat(errors("chains", Map.of("soar.student.learning_rate", 3)))
                .first()
                .satisfies(error -> assertThat(error.allowed()).isEqualTo("soar.student.learningRate"));
    }

    @Test
    void allWrongTypesAreToldAtOnce() {
        assertThat(errors(
                        "chains",
                        Map.of(
                                "soar.outer.steps",
                                "many",
                                "soar.inner.questionsPerStep",
                                2.5,
                                "soar.outer.sets",
                                5_000_000_000L,
                                "execution.bridge",
                                "GRPC",
                                "hardOnly.enabled",
                                1,
                                "soar.outer.tau",
                                "high",
                                "soar.inner",
                                3)))
                .extracting(FieldError::field, FieldError::allowed)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("soar.outer.steps", "a whole number"),
                        org.assertj.core.groups.Tuple.tuple("soar.inner.questionsPerStep", "a whole number"),
                        org.assertj.core.groups.Tuple.tuple("soar.outer.sets", "a whole number of at most 2147483647"),
                        org.assertj.core.groups.Tuple.tuple("execution.bridge", "JEP, HTTP"),
                        org.assertj.core.groups.Tuple.tuple("hardOnly.enabled", "true or false"),
                        org.assertj.core.groups.Tuple.tuple("soar.outer.tau", "a number"),
                        org.assertj.core.groups.Tuple.tuple("soar.inner", "a JSON object"));
    }

    @Test
    void inADocumentATextIsNoNumber() throws Exception {
        JsonNode spec = TestJson.MAPPER.readTree("{\"soar\": {\"outer\": {\"steps\": \"3\", \"sets\": null}}}");
        assertThat(errors(new SpecRequest("chains", null, null, null, spec)))
                .extracting(FieldError::field)
                .containsExactly("soar.outer.steps", "soar.outer.sets");
    }

    @Test
    void limitsAreToldWithFieldValueAndWhatIsAllowed() {
        assertThat(errors("chains", Map.of("soar.outer.steps", 0, "soar.adam.beta1", 1, "soar.student.rewardScale", 0)))
                .containsExactly(
                        new FieldError("soar.adam.beta1", "is 1.0", "at least 0, below 1"),
                        new FieldError("soar.outer.steps", "is 0", "at least 1, at most 100000"),
                        new FieldError("soar.student.rewardScale", "is 0.0", "above 0, at most 1000000"));
        assertThat(errors("chains", Map.of("soar.outer.sets", 1, "soar.inner.groupSize", 1, "evaluate.samples", 0)))
                .containsExactly(
                        new FieldError("evaluate.samples", "is 0", "at least 1, at most 65536"),
                        new FieldError("soar.inner.groupSize", "is 1", "at least 2, at most 4096"),
                        new FieldError("soar.outer.sets", "is 1", "at least 2, at most 1024"));
        assertThat(errors("chains", Map.of("prompts.student", "no place")))
                .containsExactly(new FieldError("prompts.student", "must contain {question}; is \"no place\"", null));
        assertThat(errors("chains", Map.of("model.path", "")))
                .containsExactly(new FieldError(
                        "model.path", "must name the folder of a model, the one with its config.json", null));
    }

    @Test
    void aThresholdThatNoRewardReachesAndATemperatureThatVllmRefusesAreErrors() {
        for (String field : List.of("soar.outer.tau", "soar.student.temperature")) {
            assertThat(errors("chains", Map.of(field, 3)))
                    .extracting(FieldError::field)
                    .containsExactly(field);
        }
        assertThat(TestSpecs.chains(Map.of("soar.outer.tau", 1)).soar().outer().tau())
                .isEqualTo(1);
    }

    @Test
    void gpusOfAnEngineOrWorkerThatIsRegisteredAreItsOwn() {
        assertThat(errors("chains", Map.of("execution.engine", "gpu-1", "execution.gpu.engineMemoryShare", "0.5")))
                .extracting(FieldError::field)
                .containsExactly("execution.gpu");
        assertThat(errors(
                        "chains",
                        Map.of(
                                "execution.bridge", "HTTP",
                                "execution.worker", "trainer-1",
                                "execution.gpu.trainerDevice", "1")))
                .extracting(FieldError::field)
                .containsExactly("execution.gpu.trainerDevice");
    }

    @Test
    void contradictionsAreErrors() {
        assertThat(errors("smollm2-gsm8k", Map.of("model.path", "/m")))
                .extracting(FieldError::field)
                .containsExactly("problems.set");
        assertThat(errors("chains", Map.of("soar.student.maxTokens", 128)))
                .extracting(FieldError::field)
                .contains("soar.student.maxTokens");
        assertThat(errors("chains", Map.of("soar.inner.maxSteps", 3)))
                .extracting(FieldError::field)
                .contains("soar.inner.maxSteps");
        assertThat(errors("chains", Map.of("execution.worker", "trainer-1")))
                .extracting(FieldError::field)
                .containsExactly("execution.worker");
    }

    @Test
    void fullWeightsAreRefusedWithTheReason() {
        for (Map<String, ?> asking : List.<Map<String, ?>>of(
                Map.of("soar.fullWeights", true),
                Map.of("soar.parametrisation", "full"),
                Map.of("soar.lora", "full"))) {
            assertThat(errors("chains", asking))
                    .first()
                    .satisfies(
                            error -> assertThat(error.message()).contains("full-weight training is not supported yet"));
        }
    }

    @Test
    void aPresetThatDoesNotExistIsToldWithThoseThatDo() {
        assertThat(errors(SpecRequest.ofPreset("chain")))
                .containsExactly(new FieldError(
                        "preset",
                        "there is no preset \"chain\"",
                        "chains, chains-teacher, smollm2-gsm8k, llama-3.2-3b-math"));
    }

    @Test
    void everyPresetIsValidOnceItsOwnPathsAreGiven() {
        for (Preset preset : Presets.load(TestJson.MAPPER).all()) {
            assertThat(preset.title()).isNotBlank();
            assertThat(preset.description()).isNotBlank();
            ResolvedSpec read = reader.read(TestSpecs.set(
                    preset.name(),
                    preset.name().equals("chains") ? Map.of() : Map.of("model.path", "/m", "problems.set", "p")));
            assertThat(read.spec().name()).isEqualTo(preset.name());
            assertThat(read.warnings()).isEmpty();
        }
    }

    @Test
    void aLoraAtThePapersRateGetsAWarning() {
        assertThat(reader.read(TestSpecs.set("chains", Map.of("soar.student.learningRate", 1e-5)))
                        .warnings())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("soar.student.learningRate");
    }

    @Test
    void promotionQuestionsNeedAPromotion() {
        for (Map<String, ?> never : List.of(
                Map.of("methods.soarPq", true, "soar.outer.tau", 1),
                Map.of("methods.soarPq", true, "soar.outer.window", 9))) {
            assertThat(errors("chains", never))
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("methods.soarPq"))
                    .satisfies(error -> assertThat(error.message()).contains("no student can be promoted"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEARNABILITY", "ALIGNMENT"})
    void aRewardWithoutStudentsHasNoPromotedStudent(String reward) {
        assertThat(errors("chains", Map.of("soar.outer.reward", reward, "methods.soarPq", true)))
                .allMatch(error -> error.message().contains("soar.outer.reward = " + reward))
                .extracting(FieldError::field)
                .containsExactly("methods.soarPq", "hardOnly.steps");
        assertThat(reader.read(TestSpecs.set(
                        "chains", Map.of("soar.outer.reward", reward, "hardOnly.steps", 20, "soar.outer.window", 9))))
                .isNotNull();
    }

    @Test
    void aReferenceCompletionNeedsThePlaceOfTheAnswer() {
        assertThat(errors("chains", Map.of("soar.beyond.referenceCompletion", "boxed")))
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("soar.beyond.referenceCompletion"))
                .satisfies(error -> assertThat(error.message()).contains("{answer}"));
    }

    @Test
    void aTeacherIsTakenOnlyFromAnOuterStepThatThereIs() {
        Map<String, Object> tooLate =
                Map.of("methods.groundedT", true, "soar.outer.steps", 5, "methods.teacherStep", 6);
        assertThat(errors("chains", tooLate)).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("methods.teacherStep");
            assertThat(error.message()).isEqualTo("is 6, but soar.outer.steps is 5: give at most 5");
        });
        assertThat(TestSpecs.reader()
                        .read(TestSpecs.set(
                                "chains",
                                Map.of("methods.groundedT", true, "soar.outer.steps", 5, "methods.teacherStep", 5)))
                        .warnings())
                .noneMatch(warning -> warning.startsWith("methods."));
        assertThat(TestSpecs.reader()
                        .read(TestSpecs.set("chains", Map.of("methods.baseT", true, "methods.teacherStep", 5)))
                        .warnings())
                .anyMatch(warning -> warning.startsWith("methods.teacherStep: is given, but methods.groundedT and"));
    }

    @Test
    void realProblemsMustBeNamed() {
        assertThat(errors("chains", Map.of("methods.realFull", true)))
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("methods.realProblems"))
                .satisfies(error -> assertThat(error.message()).contains("methods.realFull is true"));
    }

    @Test
    void serlsPromptAndBoundsAreCheckedEvenWhereItIsOff() {
        assertThat(errors("chains", Map.of("methods.serl.examples", 8, "methods.serl.minAgreement", 0.9)))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("methods.serl.prompt", "methods.serl.minAgreement");
        assertThat(errors("chains", Map.of("methods.serl.prompt", "{examples}")))
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("methods.serl.examples"));
        assertThat(errors(
                        "chains",
                        Map.of(
                                "methods.serl.votes",
                                4,
                                "methods.serl.minAgreement",
                                0.3,
                                "methods.serl.maxAgreement",
                                0.45)))
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("methods.serl.votes"))
                .satisfies(error -> assertThat(error.message()).contains("every question would be rejected"));
        assertThat(errors("chains", Map.of("methods.serl.votes", 1, "methods.serl.maxSimilarity", 1.5)))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("methods.serl.votes", "methods.serl.maxSimilarity");
    }

    @Test
    void anEvaluationNeedsProblems() {
        assertThat(errors("chains", Map.of("methods.teacherInference", true, "evaluate.problems", 0)))
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("methods.teacherInference"));
    }

    @Test
    void aCurriculumThatNeverReachesTheHardProblemsGetsAWarning() {
        Map<String, ?> synthetic = Map.of("methods.groundedT", true, "methods.steps", 64);
        assertThat(reader.read(TestSpecs.set("chains", synthetic)).warnings())
                .singleElement()
                .asString()
                .startsWith("methods.syntheticSteps");
        assertThat(reader.read(TestSpecs.set("chains", Map.of("methods.groundedT", true)))
                        .warnings())
                .isEmpty();
    }

    @Test
    void aBudgetMayBeAFractionOfAnHour() {
        BudgetSpec.Limits limits = TestSpecs.chains(
                        Map.of("budget.run.wallHours", 0.5, "budget.run.acceleratorHours", "0.25"))
                .budget()
                .run();
        assertThat(limits.wallHours()).isEqualTo(0.5);
        assertThat(limits.acceleratorHours()).isEqualTo(0.25);
        assertThat(TestSpecs.chains(Map.of("budget.run.rollouts", 5_000_000_000L))
                        .budget()
                        .run()
                        .rollouts())
                .isEqualTo(5_000_000_000L);
        assertThat(errors("chains", Map.of("budget.run.wallHours", "soon")))
                .containsExactly(new FieldError("budget.run.wallHours", "is \"soon\"", "a number, or null"));
    }

    @Test
    void noNumberIsWithoutAnUpperBound() {
        assertThat(errors(
                        "chains",
                        Map.of(
                                "execution.trainTimeoutSeconds", 1e300,
                                "soar.student.learningRate", 1e300,
                                "soar.student.temperature", 1e-300,
                                "soar.inner.stepsPerPromotion", 2_000_000_000)))
                .extracting(FieldError::field)
                .containsExactly(
                        "execution.trainTimeoutSeconds",
                        "soar.inner.stepsPerPromotion",
                        "soar.student.learningRate",
                        "soar.student.temperature");
    }

    @Test
    void theMismatchLimitFollowsThePrecision() {
        assertThat(TestSpecs.chains(Map.of()).soar().student().loss().mismatchLimit())
                .isEqualTo(1e-4);
        ExperimentSpec bf16 = TestSpecs.chains(Map.of("model.precision", "BF16"));
        assertThat(bf16.soar().student().loss().mismatchLimit()).isEqualTo(0.05);
        assertThat(bf16.soar().teacher().loss().mismatchLimit()).isEqualTo(0.05);
        assertThat(errors("chains", Map.of("model.precision", "BF16", "soar.student.loss.mismatchLimit", 1e-3)))
                .extracting(FieldError::field)
                .containsExactly("soar.student.loss.mismatchLimit");
    }

    @Test
    void hardOnlysWarmUpIsThatOfTheSpec() {
        assertThat(ExperimentSpec.defaults().hardOnly().settings(1500).warmup()).isEqualTo(20);
        assertThat(ExperimentSpec.defaults().hardOnly().settings(12).warmup()).isEqualTo(12);
        HardOnlySpec chains = TestSpecs.chains(Map.of()).hardOnly();
        for (int steps = 0; steps <= 1000; steps++) {
            assertThat(chains.settings(steps).warmup()).as("%d steps", steps).isEqualTo(Math.min(20, steps / 10));
        }
    }

    private List<FieldError> errors(String preset, Map<String, ?> set) {
        return errors(TestSpecs.set(preset, set));
    }

    private List<FieldError> errors(SpecRequest request) {
        InvalidInputException invalid = catchThrowableOfType(InvalidInputException.class, () -> reader.read(request));
        assertThat(invalid).as("the spec is refused").isNotNull();
        return invalid.errors();
    }
}
