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
 * Where adapters lie for the seconds between trainer and engine: in memory where there is room for them.
 *
 * <p>A memory file system is open to every user of the machine, so the directory must be this process's own and closed to
 * others: what lies there is loaded into engines.
 */
public final class ScratchPlace {
    /** Free bytes that a memory file system needs: 16 adapters of rank 32 of a 3B model in fp32 are 3.1 GB. */
    public static final long LEAST_FREE = 4L << 30;

    private static final Logger LOG = Logger.getLogger(ScratchPlace.class);
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> CLOSED = PosixFilePermissions.asFileAttribute(OURS);

    private ScratchPlace() {}

    /**
     * The directory of this name in memory, made if it is missing, or the other one.
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
                LOG.infof("scratch is %s: %s has %d free bytes, %d are wanted", otherwise, memory, free, leastFree);
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
            throw new UncheckedIOException("can't look for a place for scratch in " + memory, e);
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
