package dev.cairn.soar;

import dev.cairn.base.Sha256;
import java.nio.ByteBuffer;

/**
 * Derives all randomness of a run: each seed is a hash of the run's seed and its purpose, so that nothing depends on
 * order.
 *
 * <p>A seed is the top 62 bits of SHA-256 over eight big-endian 64-bit numbers: run seed, role, t, k, j, step, prompt,
 * sample (0 for a number that does not apply). 62 bits leave room for the engine, which draws sample j from
 * {@code seed + j}.
 */
final class Seeds {
    private final long runSeed;

    Seeds(long runSeed) {
        this.runSeed = runSeed;
    }

    /** The purpose of a seed. The numbers are part of every recorded run and never change. */
    private enum Role {
        TEACHER_ADAPTER(1),
        STUDENT_ADAPTER(2),
        WRITE(3),
        REWARD_QUESTIONS(4),
        BASELINE(5),
        TRIAL_ORDER(6),
        TRIAL_SAMPLE(7),
        TRIAL_SCORE(8),
        SCREEN(9),
        SPLIT(10),
        TRAIN_ORDER(11),
        TRAIN_SAMPLE(12),
        EVALUATE(13),
        TEACHER_REWARDS(14),
        SAMPLE(15),
        LEARNABILITY(16),
        REAL_PROBLEMS(17),
        SELF_EXAMPLES(18),
        SELF_WRITE(19),
        VOTE(20),
        RACE(21),
        PROMOTION(22),
        WRITE_ANSWER(23),
        CANDIDATE(24),
        ALIGNMENT(25),
        SAMPLE_ANSWER(26);

        private final int number;

        Role(int number) {
            this.number = number;
        }
    }

    /** The seeds of one student's training. */
    interface Training {
        /** The shuffle of one pass over the questions. */
        long order(int pass);

        /** The request for one question of a batch. */
        long sample(int step, int slot);
    }

    long teacherAdapter() {
        return of(Role.TEACHER_ADAPTER, 0, 0, 0, 0, 0);
    }

    long studentAdapter() {
        return of(Role.STUDENT_ADAPTER, 0, 0, 0, 0, 0);
    }

    /** The request for set {@code k}; round 0 asks for the whole set, later rounds replace rejected completions. */
    long write(int t, int k, int round) {
        return of(Role.WRITE, t, k, 0, round, 0);
    }

    /** The request for the answer to a sample of that request, in the teacher's second turn. */
    long writeAnswer(int t, int k, int round, int sample) {
        return of(Role.WRITE_ANSWER, t, k, 0, round, sample);
    }

    /** The draw of the reward questions Q_R. */
    long rewardQuestions(int t) {
        return of(Role.REWARD_QUESTIONS, t, 0, 0, 0, 0);
    }

    long baseline(int t, int slot) {
        return of(Role.BASELINE, t, 0, 0, 0, slot);
    }

    Training trial(int t, int k, int j) {
        return new Training() {
            @Override
            public long order(int pass) {
                return of(Role.TRIAL_ORDER, t, k, j, pass, 0);
            }

            @Override
            public long sample(int step, int slot) {
                return of(Role.TRIAL_SAMPLE, t, k, j, step, slot);
            }
        };
    }

    long trialScore(int t, int k, int j, int slot) {
        return of(Role.TRIAL_SCORE, t, k, j, 0, slot);
    }

    /** The shuffle of the set rewards in the negative control. */
    long teacherRewards(int t) {
        return of(Role.TEACHER_REWARDS, t, 0, 0, 0, 0);
    }

    /** The intervals of the race before each of its rounds. */
    long race(int t, int round) {
        return of(Role.RACE, t, 0, 0, round, 0);
    }

    /** The interval of the moving average. */
    long promotion(int t) {
        return of(Role.PROMOTION, t, 0, 0, 0, 0);
    }

    /** The request for question {@code i} of set {@code k}. */
    long learnability(int t, int k, int i) {
        return of(Role.LEARNABILITY, t, k, 0, 0, i);
    }

    /** The request for the answers to question {@code i} of set {@code k}, whose gradients are compared. */
    long alignment(int t, int k, int i) {
        return of(Role.ALIGNMENT, t, k, 0, 0, i);
    }

    /** The request for a block of sampled questions; later rounds replace rejected completions. */
    long sample(int block, int round) {
        return of(Role.SAMPLE, 0, block, 0, round, 0);
    }

    /** The request for the answer to a sample of that request, in the teacher's second turn. */
    long sampleAnswer(int block, int round, int sample) {
        return of(Role.SAMPLE_ANSWER, 0, block, 0, round, sample);
    }

    /** The draw of the examples for one question that the student writes itself. */
    long selfExamples(int block, int round, int i) {
        return of(Role.SELF_EXAMPLES, 0, block, 0, round, i);
    }

    /** The request for such a question. */
    long selfWrite(int block, int round, int i) {
        return of(Role.SELF_WRITE, 0, block, 0, round, i);
    }

    /** The request for the answers to it. */
    long vote(int block, int round, int i) {
        return of(Role.VOTE, 0, block, 0, round, i);
    }

    /** The draw of real problems. */
    long realProblems() {
        return of(Role.REAL_PROBLEMS, 0, 0, 0, 0, 0);
    }

    long screen(int problem) {
        return of(Role.SCREEN, 0, 0, 0, 0, problem);
    }

    long split() {
        return of(Role.SPLIT, 0, 0, 0, 0, 0);
    }

    Training train() {
        return new Training() {
            @Override
            public long order(int pass) {
                return of(Role.TRAIN_ORDER, 0, 0, 0, pass, 0);
            }

            @Override
            public long sample(int step, int slot) {
                return of(Role.TRAIN_SAMPLE, 0, 0, 0, step, slot);
            }
        };
    }

    /** The request for one problem of the train half to the student that was promoted in outer step {@code t}. */
    long candidate(int t, int slot) {
        return of(Role.CANDIDATE, t, 0, 0, 0, slot);
    }

    /**
     * The request for one problem of an evaluation.
     *
     * @param version step of the training after which the policy was kept; 0 for one as its run left it
     * @param inferenceSeed which of {@code evaluate.inferenceSeeds}, from 0
     */
    long evaluate(int version, int inferenceSeed, int problem) {
        return of(Role.EVALUATE, 0, 0, inferenceSeed, version, problem);
    }

    private long of(Role role, int t, int k, int j, int step, int prompt) {
        ByteBuffer words = ByteBuffer.allocate(8 * Long.BYTES);
        words.putLong(runSeed).putLong(role.number).putLong(t).putLong(k).putLong(j);
        words.putLong(step).putLong(prompt).putLong(0);
        return ByteBuffer.wrap(Sha256.of(words.array())).getLong() >>> 2;
    }
}
