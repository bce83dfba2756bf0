package dev.cairn.fidelity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * All randomness of a run: a seed is the top 62 bits of SHA-256 over run seed, role, t, k, j, step, prompt and 0, as
 * big-endian 64-bit numbers.
 */
record ExpectedSeeds(long runSeed) {
    private static final int WRITE = 3;
    private static final int REWARD_QUESTIONS = 4;
    private static final int BASELINE = 5;
    private static final int TRIAL_ORDER = 6;
    private static final int TRIAL_SAMPLE = 7;
    private static final int TRIAL_SCORE = 8;
    private static final int TRAIN_ORDER = 11;
    private static final int TRAIN_SAMPLE = 12;
    private static final int EVALUATE = 13;
    private static final int TEACHER_REWARDS = 14;
    private static final int SAMPLE = 15;
    private static final int LEARNABILITY = 16;
    private static final int REAL_PROBLEMS = 17;
    private static final int SELF_WRITE = 19;
    private static final int VOTE = 20;
    private static final int RACE = 21;
    private static final int PROMOTION = 22;
    private static final int WRITE_ANSWER = 23;
    private static final int SAMPLE_ANSWER = 26;
    private static final int CANDIDATE = 24;
    private static final int ALIGNMENT = 25;

    long write(int t, int k, int round) {
        return seed(WRITE, t, k, 0, round, 0);
    }

    /** Of the teacher's second turn. */
    long writeAnswer(int t, int k, int round, int sample) {
        return seed(WRITE_ANSWER, t, k, 0, round, sample);
    }

    /** The same in a sample run. */
    long sampleAnswer(int block, int round, int sample) {
        return seed(SAMPLE_ANSWER, 0, block, 0, round, sample);
    }

    long baseline(int t, int slot) {
        return seed(BASELINE, t, 0, 0, 0, slot);
    }

    long trialSample(int t, int k, int j, int step, int slot) {
        return seed(TRIAL_SAMPLE, t, k, j, step, slot);
    }

    long trialScore(int t, int k, int j, int slot) {
        return seed(TRIAL_SCORE, t, k, j, 0, slot);
    }

    /** Before a round of the race. */
    long race(int t, int round) {
        return seed(RACE, t, 0, 0, round, 0);
    }

    long candidate(int t, int slot) {
        return seed(CANDIDATE, t, 0, 0, 0, slot);
    }

    long evaluate(int version, int inferenceSeed, int problem) {
        return seed(EVALUATE, 0, 0, inferenceSeed, version, problem);
    }

    long promotion(int t) {
        return seed(PROMOTION, t, 0, 0, 0, 0);
    }

    /** Q_R: the first M of D_train, shuffled. */
    List<String> rewardQuestions(int t, List<String> train, int number) {
        List<String> shuffled = shuffled(train, seed(REWARD_QUESTIONS, t, 0, 0, 0, 0));
        return shuffled.subList(0, Math.min(number, shuffled.size()));
    }

    /** The question of a set at a position of the training, with batches concatenated: shuffled passes. */
    int trialQuestion(int t, int k, int j, int questions, int place) {
        List<Integer> set = IntStream.range(0, questions).boxed().toList();
        return shuffled(set, seed(TRIAL_ORDER, t, k, j, place / questions, 0)).get(place % questions);
    }

    /** The same for the questions of a train run. */
    int trainQuestion(int questions, int place) {
        List<Integer> all = IntStream.range(0, questions).boxed().toList();
        return shuffled(all, seed(TRAIN_ORDER, 0, 0, 0, place / questions, 0)).get(place % questions);
    }

    long trainSample(int step, int slot) {
        return seed(TRAIN_SAMPLE, 0, 0, 0, step, slot);
    }

    long learnability(int t, int k, int i) {
        return seed(LEARNABILITY, t, k, 0, 0, i);
    }

    long alignment(int t, int k, int i) {
        return seed(ALIGNMENT, t, k, 0, 0, i);
    }

    /** The order in which real problems are drawn. */
    <T> List<T> realProblems(List<T> problems) {
        return shuffled(problems, seed(REAL_PROBLEMS, 0, 0, 0, 0, 0));
    }

    /** A block of a sample run. */
    long sample(int block, int round) {
        return seed(SAMPLE, 0, block, 0, round, 0);
    }

    /** A question that the student writes itself. */
    long selfWrite(int block, int round, int i) {
        return seed(SELF_WRITE, 0, block, 0, round, i);
    }

    /** The answers to it. */
    long vote(int block, int round, int i) {
        return seed(VOTE, 0, block, 0, round, i);
    }

    /** The order in which a negative control teaches with the sets' rewards. */
    List<Long> teacherRewards(int t, List<Long> ofSets) {
        return shuffled(ofSets, seed(TEACHER_REWARDS, t, 0, 0, 0, 0));
    }

    private static <T> List<T> shuffled(List<T> items, long seed) {
        List<T> copy = new ArrayList<>(items);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }

    private long seed(int role, int t, int k, int j, int step, int prompt) {
        ByteBuffer numbers = ByteBuffer.allocate(64);
        for (long number : new long[] {runSeed, role, t, k, j, step, prompt, 0}) {
            numbers.putLong(number);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(numbers.array());
            return ByteBuffer.wrap(digest).getLong() >>> 2;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
