package dev.cairn.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Chooses where adapters are stored for the seconds between trainer and engine: in memory if there is room.
 *
 * <p>A memory file system is open to every user of the machine. The directory must belong to this process and be closed
 * to others, since engines load its content.
 */
public final class ScratchDirectory {
    /** Minimum free bytes of the memory file system: 16 adapters of rank 32 of a 3B model in fp32 take 3.1 GB. */
    public static final long LEAST_FREE = 4L << 30;

    private static final Logger LOG = Logger.getLogger(ScratchDirectory.class);
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> CLOSED = PosixFilePermissions.asFileAttribute(OURS);

    private ScratchDirectory() {}

    /**
     * Returns the directory of this name in memory, creating it if missing, or else {@code otherwise}.
     *
     * @param memory root of a memory file system; it need not exist
     * @param leastFree bytes that must be free there
     */
    public static Path choose(Path memory, String name, Path otherwise, long leastFree) {
        try {
            if (!Files.isDirectory(memory) || !Files.isWritable(memory)) {
                return otherwise;
            }
            long free = Files.getFileStore(memory).getUsableSpace();
            if (free < leastFree) {
                LOG.infof("scratch is %s: %s has %d free bytes, %d are needed", otherwise, memory, free, leastFree);
                return otherwise;
            }
            Path ours = memory.resolve(name);
            if (isOurs(ours)) {
                return ours;
            }
            LOG.warnf(
                    "scratch is %s: %s is a link, a file or another user's directory; if it is not wanted, remove it",
                    otherwise, ours);
            return otherwise;
        } catch (IOException e) {
            throw new UncheckedIOException("can't find a place for scratch files in " + memory, e);
        }
    }

    private static boolean isOurs(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, CLOSED);
            return true;
        } catch (FileAlreadyExistsException e) {
            return wasMadeByThisUser(directory);
        }
    }

    private static boolean wasMadeByThisUser(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path made = Files.createTempDirectory(directory.getParent(), ".cairn-owner-", CLOSED);
        try {
            if (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(made))) {
                return false;
            }
        } finally {
            Files.delete(made);
        }
        Files.setPosixFilePermissions(directory, OURS);
        return true;
    }
}
