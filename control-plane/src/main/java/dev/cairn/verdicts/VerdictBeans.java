package dev.cairn.verdicts;

import dev.cairn.base.Ticker;
import dev.cairn.config.CairnConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Producer for the grader process of verdicts on request. */
final class VerdictBeans {
    @Produces
    @Singleton
    GraderProcess graderProcess(CairnConfig config, Ticker ticker) {
        return new GraderProcess(config.python(), config.workers(), ticker);
    }

    void end(@Disposes GraderProcess grader) {
        grader.close();
    }
}
