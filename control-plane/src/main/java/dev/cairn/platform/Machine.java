package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Facts about the machine that the control plane runs on. */
public final class Machine {
    /** Set by {@code ops/run}, so that installation and start agree on the device. */
    private static final String DEVICE = "CAIRN_DEVICE";

    private static final Path DEVICES = Path.of("/dev");

    private Machine() {}

    /** Number of accelerators (NVIDIA devices) in use; 0 if {@code ops/run} has chosen the CPU. */
    public static int accelerators() {
        return used(System.getenv(DEVICE), devices());
    }

    /** Whether engine and trainer run on a GPU. */
    public static boolean usesGpu() {
        return accelerators() > 0;
    }

    /** @param decided cpu, gpu, or null to decide by the devices found */
    static int used(@Nullable String decided, int found) {
        if (decided == null || decided.equals("gpu")) {
            return found;
        }
        if (decided.equals("cpu")) {
            return 0;
        }
        throw new PlatformException(DEVICE + " is '" + decided + "': set it to cpu or gpu, or unset it");
    }

    private static int devices() {
        if (!Files.isDirectory(DEVICES)) {
            return 0;
        }
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(DEVICES, "nvidia[0-9]*")) {
            int count = 0;
            for (Path device : devices) {
                count += device.getFileName().toString().matches("nvidia\\d+") ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The machine's own host name. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
