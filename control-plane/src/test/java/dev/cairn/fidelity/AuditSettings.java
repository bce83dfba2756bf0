package dev.cairn.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * The settings that rows are compared with, read from the {@code soar} part of the experiment's spec.
 *
 * @param soar that part
 */
record AuditSettings(JsonNode soar) {
    /** Whether it is the negative control that teaches the teacher with the sets' rewards in random order. */
    boolean shufflesTeacherRewards() {
        return soar.at("/outer/teacherRewards").asText().equals("SHUFFLED");
    }

    /** Whether sets are rewarded for the learnability of their questions, without students. */
    boolean rewardsLearnability() {
        return at("/outer/reward").asText().equals("LEARNABILITY");
    }

    int learnabilitySamples() {
        return whole("/outer/learnabilitySamples");
    }

    /** R[k] is a whole number divided by this. */
    long partsOfSetReward() {
        return rewardsLearnability()
                ? (long) learnabilitySamples() * questions()
                : (long) rewardQuestions() * repeats();
    }

    /** Whether the KL is taken off a student's reward. */
    boolean penalisesRewards() {
        return at("/student/loss/kl/placement").asText().equals("REWARD")
                && at("/student/loss/kl/coefficient").asDouble() > 0;
    }

    /** A role's learning rate, warm-up and reward scale. */
    record Role(double peak, int warmup, double scale, double maxGradNorm, boolean maskTruncated) {}

    int steps() {
        return whole("/outer/steps");
    }

    int sets() {
        return whole("/outer/sets");
    }

    int questions() {
        return whole("/outer/questions");
    }

    int repeats() {
        return whole("/outer/repeats");
    }

    int rewardQuestions() {
        return whole("/outer/rewardQuestions");
    }

    int window() {
        return whole("/outer/window");
    }

    /** As a decimal, so that 0.01 is 0.01. */
    BigDecimal tau() {
        return new BigDecimal(at("/outer/tau").asText());
    }

    int questionsPerStep() {
        return whole("/inner/questionsPerStep");
    }

    int groupSize() {
        return whole("/inner/groupSize");
    }

    /** Steps of a student run: a fixed number plus some for every promotion, up to a limit. */
    int innerSteps(int promotions) {
        int steps = whole("/inner/steps") + promotions * whole("/inner/stepsPerPromotion");
        return steps < whole("/inner/maxSteps") ? steps : whole("/inner/maxSteps");
    }

    Role teacher() {
        return role("/teacher");
    }

    Role student() {
        return role("/student");
    }

    private Role role(String path) {
        return new Role(
                at(path + "/learningRate").asDouble(),
                whole(path + "/warmup"),
                at(path + "/rewardScale").asDouble(),
                at(path + "/loss/maxGradNorm").asDouble(),
                at(path + "/loss/maskTruncated").asBoolean());
    }

    private int whole(String path) {
        return at(path).asInt();
    }

    private JsonNode at(String path) {
        JsonNode value = soar.at(path);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("the spec has no soar" + path.replace('/', '.'));
        }
        return value;
    }
}
