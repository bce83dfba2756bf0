package dev.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestSessions;
import jakarta.persistence.metamodel.EntityType;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Entities and the migrated schema are compared by Hibernate; a column that is missing or of another type fails. */
final class MappedTablesTest {
    @Test
    void everyEntityAgreesWithItsTable() {
        try (SessionFactory factory = TestSessions.make(Map.of(
                "hibernate.connection.datasource",
                TestDatabase.empty().application(),
                "hibernate.hbm2ddl.auto",
                "validate"))) {
            assertThat(factory.getMetamodel().getEntities().stream()
                            .map(EntityType::getName)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(
                            "ExperimentRow",
                            "ListViewRow",
                            "PoolRow",
                            "ProblemSetRow",
                            "QueueControlRow",
                            "QuotaRow",
                            "RunRow",
                            "SavedQueryRow",
                            "ServiceRow",
                            "TokenRow");
        }
    }
}
