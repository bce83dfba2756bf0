package dev.cairn.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * The machine that a figure was measured on, without which no figure is meaningful.
 *
 * @param cpu model name
 * @param cores number of cores that the JVM may use
 * @param memoryGib total memory
 * @param kernel name and release
 * @param jdk vendor and version
 */
public record Machine(String cpu, int cores, long memoryGib, String kernel, String jdk) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static Machine here() {
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system().getTotalMemorySize() / (double) (1L << 30)),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version") + " (" + System.getProperty("java.version") + ")");
    }

    /** Prints what is measured, where and when, and the load just before. */
    public void print(String title, String settings) {
        System.out.printf(
                """

                %s
                  when      %s, load average of the last minute %.2f
                  machine   %s, %d cores, %d GiB, %s
                  JDK       %s
                  settings  %s
                """,
                title,
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'")
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.now()),
                system().getSystemLoadAverage(),
                cpu,
                cores,
                memoryGib,
                kernel,
                jdk,
                settings);
    }

    static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
