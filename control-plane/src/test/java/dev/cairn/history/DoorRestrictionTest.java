package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import org.junit.jupiter.api.Test;

/** The door over REST stays closed if the reader's role can do more than it should. */
final class DoorRestrictionTest {
    private static final Viewer ANNA = new Viewer("anna", Sight.OWN_AND_SHARED);

    @Test
    void aRoleThatIsNotRestrictedReadsNothing() {
        TestDatabase database = TestDatabase.empty();
        try (TestHistory history = TestHistory.on(database, 1, 1)) {
            database.asOwner("grant temporary on database cairn to cairn_history_rest");
            try {
                assertThatThrownBy(() -> history.csv(ANNA, "select 1"))
                        .isInstanceOf(HistoryDoor.ClosedException.class)
                        .hasMessageContaining("run history-roles.sql");
            } finally {
                database.asOwner("revoke temporary on database cairn from cairn_history_rest");
            }
            assertThat(history.csv(ANNA, "select 1 as one")).startsWith("one");
        }
    }
}
