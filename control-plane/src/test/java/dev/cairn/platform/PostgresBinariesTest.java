package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.base.Sha256;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PostgresBinariesTest {
    @Test
    void theVersionIsThatOfTheArchive() throws IOException {
        assertThat(Sha256.hex(PostgresBinaries.archive()))
                .as("after a change of the archive set PostgresBinaries.VERSION")
                .startsWith(PostgresBinaries.VERSION);
    }
}
