package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A lock on HOME, which the operating system releases however the process ends. */
public final class HomeLock implements AutoCloseable {
    /**
     * Homes locked by this process. POSIX drops a file's locks when any of its channels is closed, so no lock file is
     * opened twice.
     */
    private static final Set<Home> HELD = ConcurrentHashMap.newKeySet();

    private final Home home;
    private final FileChannel channel;

    private HomeLock(Home home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Takes the lock, or throws an exception that names the process that holds it. */
    public static HomeLock take(Home home) {
        if (!HELD.add(home)) {
            throw inUse(home, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new HomeLock(home, lock(home));
        } catch (IOException e) {
            HELD.remove(home);
            throw new UncheckedIOException("HOME %s can't be locked".formatted(home.path()), e);
        } catch (RuntimeException e) {
            HELD.remove(home);
            throw e;
        }
    }

    private static FileChannel lock(Home home) throws IOException {
        FileChannel channel = FileChannel.open(
                home.lock(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (channel.tryLock() == null) {
            String holder = read(channel);
            channel.close();
            throw inUse(home, holder.isEmpty() ? "unknown" : holder);
        }
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid), 0);
        return channel;
    }

    private static PlatformException inUse(Home home, String holder) {
        return new PlatformException(
                "HOME %s is in use by pid %s; stop it or use --home DIR".formatted(home.path(), holder));
    }

    /** The locked home. */
    public Home home() {
        return home;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        int count = Math.max(0, channel.read(buffer, 0));
        return new String(buffer.array(), 0, count, StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(home);
        }
    }
}
