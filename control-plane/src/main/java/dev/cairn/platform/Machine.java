package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the control plane needs to know of the machine it is on. */
public final class Machine {
    private static final Path DEVICES = Path.of("/dev");

    private Machine() {}

    /** How many accelerators (NVIDIA devices) it has. */
    public static int accelerators() {
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

    /** Its name in the network, as far as it knows. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
