package dev.cairn.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's table of connections (proc(5)). */
public final class TcpTable {
    private TcpTable() {}

    /** Bytes that arrived at a port of 127.0.0.1 and that its process has not read. */
    public static long bytesWaitingAt(int port) throws IOException {
        String local = "0100007F:%04X".formatted(port);
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].equals(local) && columns[3].equals("01"))
                .mapToLong(columns -> Long.parseLong(columns[4].substring(columns[4].indexOf(':') + 1), 16))
                .sum();
    }
}
