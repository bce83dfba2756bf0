package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsTest {
    @Test
    void theCommandForThisCairnNamesWhatIsNotUsual() {
        assertThat(command()).isEqualTo("ops/cairn");
        assertThat(command("--port", "18080")).isEqualTo("ops/cairn --url http://127.0.0.1:18080");
        assertThat(command("--home", "/data/cairn")).isEqualTo("ops/cairn --home /data/cairn");
        assertThat(command("--port", "1", "--home", "/my home"))
                .isEqualTo("ops/cairn --url http://127.0.0.1:1 --home '/my home'");
    }

    private static String command(String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.cairnCommand();
    }
}
