package dev.cairn.problems;

import dev.cairn.config.CairnConfig;
import dev.cairn.jdbc.Transactions;
import dev.cairn.platform.Home;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Producers for problem sets: where they are stored and how files are checked. */
final class ProblemBeans {
    @Produces
    @Singleton
    ProblemSets problemSets(Transactions transactions, CairnConfig config) {
        return new ProblemSets(transactions, config.workers());
    }

    @Produces
    @Singleton
    ProblemUploads problemUploads(ProblemSets problemSets, Home home, ProblemsConfig config) {
        return new ProblemUploads(problemSets, home.problemSets(), config.limits());
    }

    @Produces
    @Singleton
    ProblemPreviews problemPreviews(CairnConfig config) {
        return new ProblemPreviews(new PythonFileCheck(config.python(), config.workers(), Duration.ofMinutes(2)));
    }
}
