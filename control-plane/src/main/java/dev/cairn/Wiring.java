package dev.cairn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Audit;
import dev.cairn.access.AuditIntents;
import dev.cairn.access.IdempotencyKeys;
import dev.cairn.access.SignInCodes;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.CompletionFilesOnDisk;
import dev.cairn.artifacts.ScratchPlace;
import dev.cairn.cli.RunCommand;
import dev.cairn.experiments.EventFeed;
import dev.cairn.experiments.EventPruning;
import dev.cairn.experiments.Events;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.fleet.CairnConfig;
import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.ServiceProbe;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.fleet.registry.TokenSeal;
import dev.cairn.ledger.History;
import dev.cairn.ledger.LiveArtifacts;
import dev.cairn.ledger.OuterSteps;
import dev.cairn.metrics.LevelGauges;
import dev.cairn.metrics.MeteredPorts;
import dev.cairn.metrics.RunMeters;
import dev.cairn.platform.Home;
import dev.cairn.problems.ProblemPreviews;
import dev.cairn.problems.ProblemSets;
import dev.cairn.problems.ProblemUploads;
import dev.cairn.problems.ProblemsConfig;
import dev.cairn.problems.PythonFileCheck;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.QueueView;
import dev.cairn.reports.Summaries;
import dev.cairn.runs.FleetPorts;
import dev.cairn.runs.LedgerResults;
import dev.cairn.runs.ModelDirectories;
import dev.cairn.runs.ModelFits;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunKinds;
import dev.cairn.runs.RunWork;
import dev.cairn.runs.Submissions;
import dev.cairn.verdicts.GraderProcess;
import dev.cairn.verdicts.VerdictDesk;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How the whole is put together: what a run works with. {@link ExperimentWiring} has what is asked for, {@link QueueWiring}
 * when it is carried out, and {@link AccessWiring} who may ask.
 */
final class Wiring {
    @Produces
    @Singleton
    Home home(CairnConfig config) {
        return Home.at(config.home());
    }

    @Produces
    @Singleton
    ArtifactStore artifactStore(Home home, CairnConfig config) {
        Path scratch = ScratchPlace.choose(
                Path.of("/dev/shm"),
                "cairn-" + Integer.toHexString(home.path().hashCode()),
                home.scratch(),
                ScratchPlace.LEAST_FREE);
        return new ArtifactStore(config.artifacts().orElse(home.artifacts()), scratch, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Registry registry(DataSource database, Home home) {
        return new Registry(database, new TokenSeal(home.tokenKey(), new SecureRandom()));
    }

    @Produces
    @Singleton
    ServiceProbe serviceProbe(Registry registry) {
        return new ServiceProbe(registry);
    }

    @Produces
    @Singleton
    Fleet fleet(CairnConfig config, Home home, ArtifactStore store, Registry registry) {
        return new Fleet(config.python(), config.workers(), home, store, registry);
    }

    @Produces
    @Singleton
    ModelDirectories modelDirectories(CairnConfig config) {
        return new ModelDirectories(
                config.workers(), config.models().orElseGet(() -> config.home().resolve("models")));
    }

    @Produces
    @Singleton
    ProblemSets problemSets(DataSource database, CairnConfig config) {
        return new ProblemSets(database, config.workers().resolve("cairn_workers/worlds"));
    }

    @Produces
    @Singleton
    ProblemUploads problemUploads(ProblemSets problemSets, Home home, ProblemsConfig config) {
        return new ProblemUploads(problemSets, home.problemSets(), config.limits());
    }

    @Produces
    @Singleton
    GraderProcess graderProcess(CairnConfig config) {
        return new GraderProcess(config.python(), config.workers());
    }

    void end(@Disposes GraderProcess grader) {
        grader.close();
    }

    @Produces
    @Singleton
    VerdictDesk verdictDesk(GraderProcess grader) {
        return new VerdictDesk(grader);
    }

    @Produces
    @Singleton
    ProblemPreviews problemPreviews(CairnConfig config) {
        return new ProblemPreviews(new PythonFileCheck(config.python(), config.workers(), Duration.ofMinutes(2)));
    }

    @Produces
    @Singleton
    ModelFits modelFits(ModelDirectories models, ObjectMapper json) {
        return new ModelFits(models, json);
    }

    @Produces
    @Singleton
    History history(DataSource database) {
        return new History(database);
    }

    @Produces
    @Singleton
    OuterSteps outerSteps(DataSource database, ObjectMapper json) {
        return new OuterSteps(database, json);
    }

    @Produces
    @Singleton
    LiveArtifacts liveArtifacts(DataSource database) {
        return new LiveArtifacts(database);
    }

    @Produces
    @Singleton
    Background background(
            Events events,
            EventFeed feed,
            EventPruning pruning,
            LiveArtifacts live,
            ArtifactStore store,
            IdempotencyKeys keys,
            AuditIntents intents,
            LevelGauges levels) {
        return new Background(events, feed, pruning, live, store, keys, intents, levels);
    }

    @Produces
    @Singleton
    Summaries summaries(History history, ObjectMapper json) {
        return new Summaries(history, json);
    }

    @Produces
    @Singleton
    RunWork runWork(
            ExperimentStore experiments,
            Fleet fleet,
            ProblemSets problemSets,
            History history,
            ModelDirectories models,
            ArtifactStore store,
            DataSource database,
            ObjectMapper json,
            ControlPlane self,
            MeterRegistry registry,
            RunMeters meters) {
        return new RunWork(
                experiments,
                new MeteredPorts(new FleetPorts(fleet, models), registry),
                new RunKinds(experiments, problemSets, new LedgerResults(history)),
                store,
                new CompletionFilesOnDisk(store),
                database,
                json,
                self.accelerators(),
                meters);
    }

    @Produces
    @Singleton
    RunCommand runCommand(
            ExperimentStore experiments,
            Submissions submissions,
            Events events,
            Summaries summaries,
            RunExecutor executor,
            QueueView queue,
            SignInCodes signIn,
            Audit audit,
            ProblemUploads uploads,
            History history,
            Home home,
            ObjectMapper json) {
        return new RunCommand(
                experiments,
                submissions,
                uploads,
                events,
                summaries,
                new LedgerResults(history),
                executor,
                queue,
                signIn,
                audit,
                home.path(),
                json);
    }
}
