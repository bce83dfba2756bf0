package dev.cairn.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * The settings that rows are compared with, read from the {@code soar} part of the experiment's spec.
 *
 * @param soar that part
 * @param inTwoTurns whether the teacher writes a question first, and then its answer
 */
record AuditSettings(JsonNode soar, boolean inTwoTurns) {
    /** A cosine is rounded to these, which is as exact as its comparison needs; their sums over sets fit into a long. */
    static final long PARTS_OF_COSINE = 1L << 50;

    /** Whether it is the negative control that teaches the teacher with the sets' rewards in random order. */
    boolean shufflesTeacherRewards() {
        return soar.at("/outer/teacherRewards").asText().equals("SHUFFLED");
    }

    /** Whether sets are rewarded for the learnability of their questions, without students. */
    boolean rewardsLearnability() {
        return at("/outer/reward").asText().equals("LEARNABILITY");
    }

    /** Whether sets are rewarded for the alignment of gradients, without students. */
    boolean rewardsAlignment() {
        return at("/outer/reward").asText().equals("ALIGNMENT");
    }

    boolean trainsStudents() {
        return at("/outer/reward").asText().equals("GROUNDED");
    }

    boolean standardisesTeacherRewards() {
        return at("/outer/teacherRewards").asText().equals("STANDARDISED");
    }

    /** Students of each set before the race; all of them without a race. */
    int repeatsBeforeRace() {
        int repeats = whole("/beyond/racing/repeats");
        return repeats == 0 || repeats > repeats() ? repeats() : repeats;
    }

    double racingConfidence() {
        return at("/beyond/racing/confidence").asDouble();
    }

    double racingMargin() {
        return at("/beyond/racing/margin").asDouble();
    }

    /** Steps before a student is scored for the first time; 0 if it is scored only in the end. */
    int earlyStopSteps() {
        return whole("/beyond/earlyStop/steps");
    }

    /** As a decimal. */
    BigDecimal earlyStopGain() {
        return new BigDecimal(at("/beyond/earlyStop/gain").asText());
    }

    /** 0: the moving average itself decides. */
    double promotionConfidence() {
        return at("/beyond/promotionConfidence").asDouble();
    }

    double maxSimilarity() {
        return at("/beyond/maxSimilarity").asDouble();
    }

    int learnabilitySamples() {
        return whole("/outer/learnabilitySamples");
    }

    /** R[k] is a whole number divided by this. */
    long partsOfSetReward() {
        if (rewardsAlignment()) {
            return PARTS_OF_COSINE;
        }
        return rewardsLearnability()
                ? (long) learnabilitySamples() * questions()
                : (long) rewardQuestions() * sharesOfStudents();
    }

    /** A multiple of every number of students that a set can have. */
    int sharesOfStudents() {
        int shares = repeats();
        while (!multipleOfAll(shares)) {
            shares += repeats();
        }
        return shares;
    }

    private boolean multipleOfAll(int shares) {
        for (int students = repeatsBeforeRace(); students < repeats(); students++) {
            if (shares % students != 0) {
                return false;
            }
        }
        return true;
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
