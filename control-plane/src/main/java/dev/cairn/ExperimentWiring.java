package dev.cairn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.BulkControl;
import dev.cairn.experiments.EventFeed;
import dev.cairn.experiments.EventPruning;
import dev.cairn.experiments.Events;
import dev.cairn.experiments.ExperimentEdits;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Presets;
import dev.cairn.experiments.RecordedRates;
import dev.cairn.experiments.RunChanges;
import dev.cairn.experiments.RunControl;
import dev.cairn.experiments.SpecReader;
import dev.cairn.experiments.Transactions;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.lists.ExperimentLists;
import dev.cairn.lists.RunLists;
import dev.cairn.problems.ProblemSets;
import dev.cairn.runs.ModelDirectories;
import dev.cairn.runs.NamedServices;
import dev.cairn.runs.Submissions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/** Experiments: from a spec to runs, their events and lists. */
final class ExperimentWiring {
    @Produces
    @Singleton
    Events events(DataSource database, ObjectMapper json) {
        return new Events(database, json);
    }

    @Produces
    @Singleton
    RunChanges runChanges(Events events) {
        return new RunChanges(events);
    }

    @Produces
    @Singleton
    Transactions transactions(SessionFactory sessions) {
        return new HibernateTransactions(sessions);
    }

    @Produces
    @Singleton
    ExperimentStore experimentStore(DataSource database, Transactions transactions, Events events, ObjectMapper json) {
        return new ExperimentStore(database, transactions, events, json);
    }

    @Produces
    @Singleton
    RunControl runControl(DataSource database, ExperimentStore experiments, RunChanges changes, Events events) {
        return new RunControl(database, experiments, changes, events);
    }

    @Produces
    @Singleton
    BulkControl bulkControl(DataSource database, ExperimentStore experiments, RunControl control) {
        return new BulkControl(database, experiments, control);
    }

    @Produces
    @Singleton
    EventFeed eventFeed(DataSource database, ObjectMapper json) {
        return new EventFeed(database, json);
    }

    @Produces
    @Singleton
    EventPruning eventPruning(DataSource database) {
        return new EventPruning(database);
    }

    @Produces
    @Singleton
    ExperimentEdits experimentEdits(DataSource database, Events events, ObjectMapper json) {
        return new ExperimentEdits(database, events, json);
    }

    @Produces
    @Singleton
    Presets presets(ObjectMapper json) {
        return Presets.load(json);
    }

    @Produces
    @Singleton
    SpecReader specReader(Presets presets, Validator validator, ObjectMapper json) {
        return new SpecReader(presets, validator, json);
    }

    @Produces
    @Singleton
    Submissions submissions(
            SpecReader reader,
            ProblemSets problemSets,
            ExperimentStore experiments,
            ModelDirectories models,
            Registry registry,
            DataSource database,
            ObjectMapper json) {
        return new Submissions(
                reader,
                problemSets,
                experiments,
                models,
                new NamedServices(registry),
                new RecordedRates(database, json),
                json);
    }

    @Produces
    @Singleton
    RunLists runLists(DataSource database, ExperimentStore experiments) {
        return new RunLists(database, experiments);
    }

    @Produces
    @Singleton
    ExperimentLists experimentLists(DataSource database, ExperimentStore experiments) {
        return new ExperimentLists(database, experiments);
    }
}
